"""`make capture`: every paper that the sample office can print, to be compared with another state of the code.

- `office`: the sample office on a fixed day, in a database that is gone afterwards;
- `watch`: looks on while the paper kit works: which `Paper` became which bytes;
- `doors`: the addresses that hand out papers, found by walking the project's addresses;
- `pressing`: the buttons that make further papers: drafts, issues, prints of certificates;
- `writing`: one paper as files that can be compared;
- `comparing`: what differs between two captures.
"""

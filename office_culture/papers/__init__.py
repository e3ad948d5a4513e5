"""The paper kit: official papers in the form of Decree 30/2020/NĐ-CP. Facts in, bytes out.

- `blocks`: the content of a paper, free of any output format (text, lists, tables, charts, gaps);
- `paper`: the parts around the content (letterhead, number, addressees, signature, recipients) and `Paper`;
- `wording`: the fixed strings and the punctuation that the decree prescribes, shared by all renderers;
- `measures`, `lines`, `grid`, `scale`, `links`, `walk`: what renderers would otherwise each work out for themselves;
- `coverage`: which characters the bundled typeface can print; light, for validators;
- `fonts`: the typeface itself;
- `pdf`: `render_pdf`, the renderer of PDF/A-2a and PDF/UA-1; `docx`, `html`, `plain`: the same paper in other forms.

Pure Python. Nothing in here imports Django, a model or a setting, and nothing outside imports ReportLab.
"""

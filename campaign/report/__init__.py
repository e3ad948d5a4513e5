"""The periodic report, by feature: what it prints, how it is written, examined, reviewed, compared and issued."""

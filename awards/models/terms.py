"""The words in which rules of awards are written: topics, bases, ratings and measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecipientKind(models.TextChoices):
    """Rules differ for people and for collectives, also where one award is for both."""

    INDIVIDUAL = "individual", _("individuals")
    COLLECTIVE = "collective", _("collectives")


class Ground(models.TextChoices):
    """What an award is given for. Thematic and ad-hoc awards do not count towards those for merit.

    Decree 152/2025, Article 4 (text read). Dedication, length of service and external relations: the list of a province
    of 15/10/2022 (one source); that they do not count towards merit either is our reading of the same article.
    """

    MERIT = "merit", _("merit (yearly achievements)")
    THEMATIC = "thematic", _("thematic (a campaign)")
    AD_HOC = "ad_hoc", _("ad hoc")
    DEDICATION = "dedication", _("dedication over the years (cống hiến)")
    TENURE = "tenure", _("length of service (niên hạn)")
    EXTERNAL = "external", _("external relations (đối ngoại)")


class RuleTopic(models.TextChoices):
    """What one row settles."""

    STANDARD = "standard", _("conditions to be met")
    RATIO = "ratio", _("largest share")
    VOTE = "vote", _("vote of the council")
    PAPERS = "papers", _("required papers")
    PRIZE = "prize", _("prize")
    POSTING = "posting", _("public posting")


class VoteBase(models.TextChoices):
    """Of whom a share of votes is taken."""

    ALL = "all", _("all members of the council")
    PRESENT = "present", _("members present")


class Ballot(models.TextChoices):
    """How the council votes."""

    SECRET = "secret", _("secret")
    OPEN = "open", _("open ballot")


class ConditionKind(models.TextChoices):
    """What a condition looks at."""

    HOLDS = "holds", _("holds an award in years in a row")
    MEETS = "meets", _("holds an award of the same year, or is proposed for it in this round")
    RATING = "rating", _("yearly rating in years in a row")
    INNOVATIONS = "innovations", _("recognised innovations")
    SERVICE = "service", _("months of service in the year")
    MEMBERS_HOLD = "members_hold", _("share of members with an award")
    MEMBERS_RATED = "members_rated", _("share of members with a rating")
    SOME_HOLD = "some_hold", _("members with an award")
    CLEAN = "clean", _("no discipline in the period")
    JUDGED = "judged", _("to be judged by a person")


class Rating(models.TextChoices):
    """The yearly rating of people and collectives, the best first."""

    EXCELLENT = "excellent", _("completed excellently")
    GOOD = "good", _("completed well")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("not completed")


class InnovationReach(models.TextChoices):
    """How far an innovation must be recognised, the narrowest first; the names are those of the innovations."""

    BASE = "base", _("grassroots level")
    PROVINCE = "province", _("ministry or province")
    NATION = "nation", _("the whole country")


class Measure(models.TextChoices):
    """Measures of discipline, the mildest first."""

    REPRIMAND = "reprimand", _("reprimand (khiển trách)")
    WARNING = "warning", _("warning (cảnh cáo)")
    PAY = "pay", _("lower salary step")
    DEMOTION = "demotion", _("demotion or loss of post")
    DISMISSAL = "dismissal", _("dismissal")


class Verdict(models.TextChoices):
    """Whether conditions are met: đủ, không đủ, cần xem xét."""

    MET = "met", _("meets the conditions")
    NOT_MET = "not_met", _("does not meet the conditions")
    REVIEW = "review", _("needs a closer look")

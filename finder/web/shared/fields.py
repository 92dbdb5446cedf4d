"""What fields of several forms share."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from finder.core.dose import SMALLEST_FIRST_MG

IS_FILLED_IN = InputRequired(_("Fill this in."))
STRENGTH_CHOICES = {str(mg): f"{mg} mg" for mg in SMALLEST_FIRST_MG}

"""Signs around italics in a citation. No text has them: they are taken out of all data."""

from __future__ import annotations

ITALIC, UPRIGHT = "\ue006", "\ue007"

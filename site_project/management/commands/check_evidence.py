"""``manage.py check_evidence``: whether all that is published rests on passages, and these stand in their sources."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from entries import checking

from ...progress import Progress


class Command(BaseCommand):
    help = (
        "Check the evidence of everything published. Ends with 1 where there is a fault; with --strict, where there is "
        "anything to tell."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="report as JSON on standard output")
        parser.add_argument("--strict", action="store_true", help="let remarks count as faults")
        parser.add_argument(
            "--older-than", type=int, metavar="YEARS", help="also name figures that are older than so many years"
        )

    def handle(self, *args, **options):
        tally = checking.Tally(older_than=options["older_than"], progress=Progress(self.stderr))
        findings = list(checking.findings(tally))
        faults = sum(finding.is_fault for finding in findings)
        (self._write_json if options["json"] else self._write)(tally, findings, faults)
        if faults or (options["strict"] and findings):
            raise SystemExit(1)

    def _write(self, tally, findings, faults):
        for title, some in checking.by_title(findings):
            self.stdout.write(f"{title}:")
            for finding in some:
                self.stdout.write(f"  {finding}\n    {settings.SITE_URL}{finding.address}")
        for line in checking.summary(tally):
            self.stdout.write(line)
        self.stdout.write(f"Faults: {faults}. Remarks: {len(findings) - faults}.")

    def _write_json(self, tally, findings, faults):
        told = [
            {
                "code": finding.code, "fault": finding.is_fault, "subject": finding.subject, "words": finding.words,
                "address": settings.SITE_URL + finding.address,
            }
            for finding in findings
        ]  # fmt: skip
        report = {"checked": dict(tally.counts), "faults": faults, "remarks": len(findings) - faults, "findings": told}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))

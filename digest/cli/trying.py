"""What `digest check --mail` prints."""

from datetime import UTC, datetime

from digest.cli.addresses import mail_address
from digest.cli.app import OUT
from digest.config import Config
from digest.pipeline.trying import Trial, try_mail
from digest.postmaster import Finding, asker

_LOOK = (
    'look into that mailbox, and into its folder for junk: in the lines "Authentication-Results" '
    "of the message, spf, dkim and dmarc should say pass"
)


def check_mail(settings: Config, recipient: str) -> int:
    """Try the delivery, say how it went, and return the exit status.

    Raises:
        BadParameter: the recipient is no mail address.
        ConfigError: [mail] lacks what is needed.
    """
    to = mail_address(recipient, hint="ADDRESS") if recipient else ""
    trial = try_mail(settings, recipient=to, now=datetime.now(UTC), ask=asker())
    for line in report(trial):
        OUT.print(line, markup=False)
    return 0 if trial.delivery.result == "sent" else 1


def report(trial: Trial) -> list[str]:
    """Return what is said of a trial, by line."""
    delivery = trial.delivery
    lines = [f"mail from {trial.sender} to {trial.recipient}"]
    for one in trial.findings:
        lines += _told(one)
    if delivery.result != "sent":
        return [*lines, f"the test message was not taken: {delivery.said}"]
    lines.append(f"the test message is on its way: {delivery.said}")
    return [*lines, _LOOK] if trial.findings else lines


def _told(one: Finding) -> list[str]:
    line = f"{one.what}: {'well' if one.is_good else 'not well'}: {one.said}"
    return [line, f"  {one.todo}"] if one.todo else [line]

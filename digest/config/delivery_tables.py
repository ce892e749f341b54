"""The keys of what leaves the machine: [mail], [[webhook]], and [summary], which asks outside.

A secret never stands in the file: it comes from a file that only the user can read, or from
the environment. Both are looked up where they are used, since a run that delivers nothing
needs none.
"""

from typing import Self

from pydantic import Field, model_validator

from digest.config import kinds
from digest.config.mailing import mail_server
from digest.config.table import Table


class MailTable(Table):
    """How editions are mailed: one message to each recipient."""

    header = "[mail]"
    sender: kinds.Sender = Field(
        default="",
        alias="from",
        description="The address that mail comes from; needed to send any.",
        examples=["Libya in the morning <news@example.org>"],
    )
    to: kinds.Mailboxes = Field(
        default=[],
        description="To whom editions are mailed. Without it, and without `recipients` of an "
        "`[[edition]]`, nothing is.",
        examples=[["you@example.org"]],
    )
    server: kinds.Server = Field(
        default="folder",
        description="Where mail is handed over: `smtps://` for TLS from the start, `smtp://` for "
        "STARTTLS, which is demanded of all but this machine; without a port 465 and 587. "
        "`sendmail` is the program of that name, `folder` puts messages into files.",
        examples=["smtps://you@mail.example.org:465"],
    )
    folder: kinds.Folder = Field(
        default="mail", description="Where `folder` puts messages, as `.eml` files."
    )
    password_file: kinds.File = Field(
        default="",
        description="A file, readable by you alone, with the password of the server's user.",
        examples=["mail-password"],
    )
    password_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds it, in place of a file.",
        examples=["DIGEST_MAIL_PASSWORD"],
    )
    unsubscribe: kinds.Unsubscribe = Field(
        default="",
        description="How a recipient asks for no more, for the header of that name. Without it: "
        "by a mail to `from`.",
        examples=["mailto:news@example.org?subject=unsubscribe"],
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        user = mail_server(self.server).user
        if self.to and not self.sender:
            raise ValueError("to: from is missing, the address that mail comes from")
        if self.password_file and self.password_env:
            raise ValueError("password_file and password_env: one of them holds the password")
        password = self.password_file or self.password_env
        if user and not password:
            raise ValueError(
                "server: it names a user, but no password; name the file that holds it in "
                "password_file"
            )
        if password and not user:
            raise ValueError(
                "server: there is a password, but no user; write smtps://USER@HOST:465"
            )
        return self


class WebhookTable(Table):
    """A service that is told of editions. One of `url`, `url_file` and `url_env` is needed."""

    header = "[[webhook]]"
    name: kinds.Slug = Field(description="Unique among webhooks.", examples=["team"])
    kind: kinds.WebhookKind = Field(
        description="What it understands: Slack and what is like it, ntfy, or any that takes JSON.",
        examples=["ntfy"],
    )
    url: kinds.OwnAddress = Field(
        default=None,
        description="Its address; one on a private network is named in `allow_networks` too.",
        examples=["https://ntfy.sh/example"],
    )
    url_file: kinds.File = Field(
        default="",
        description="A file, readable by you alone, with the address; for an address that is "
        "itself a secret, as Slack's are.",
        examples=["slack-webhook"],
    )
    url_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds it, in place of a file.",
        examples=["DIGEST_SLACK"],
    )
    editions: kinds.EditionNames = Field(
        default=[],
        description="Names of the editions that it is told of. Without it: all.",
        examples=[["oil"]],
    )

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        if len([one for one in (self.url, self.url_file, self.url_env) if one]) != 1:
            raise ValueError("url, url_file, url_env: one of them says the address")
        return self


class SummaryTable(Table):
    """A language model that is asked for summaries; without the section none is.

    Where it fails, the summary is the article's own first sentences, as without it.
    """

    header = "[summary]"
    url: kinds.OwnAddress = Field(
        default=None,
        description="Address of an interface like that of OpenAI; a local one is named in "
        "`allow_networks` too. Texts of articles are sent there.",
        examples=["http://127.0.0.1:11434/v1"],
    )
    model: kinds.Line = Field(
        default="", description="The model, as the server names it.", examples=["llama3.2"]
    )
    key_file: kinds.File = Field(
        default="",
        description="A file, readable by you alone, with the key, where the server wants one.",
        examples=["summary-key"],
    )
    key_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds it, in place of a file.",
        examples=["DIGEST_SUMMARY_KEY"],
    )
    timeout: kinds.Limit = Field(default=30.0, description="Seconds for one answer; 1 to 600.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.model_fields_set and not (self.url and self.model):
            raise ValueError("url and model are needed; take the section out to ask no model")
        if self.key_file and self.key_env:
            raise ValueError("key_file and key_env: one of them holds the key")
        return self

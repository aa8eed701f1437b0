"""What a result says of itself: one headline, one sentence of detail, and the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from decision_model.words.sentences import capital, sentence


def same_trials(seed: int) -> str:
    """That random trials can be had again, and how."""
    return f"the same each time with seed {seed}"


@dataclass(frozen=True)
class Statement:
    """The answer in words, said once and shown by every door.

    `headline` is the title of the figure and the first sentence everywhere, without a full stop; `detail` is one
    sentence more, empty where the headline says it all; `reasons` are sentences that each stand by themselves.
    `finding` is what it adds to the answers before it, for a list of all of them: the headline where it is empty, and
    nothing where it is None. `turns` says that the headline names a change with which something else would be best.
    """

    headline: str
    detail: str = ""
    reasons: tuple[str, ...] = ()
    finding: str | None = ""
    turns: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """Headline, detail and reasons as whole sentences, none of them twice."""
        texts = (sentence(capital(reason)) for reason in (self.headline, self.detail, *self.reasons) if reason)
        return tuple(dict.fromkeys(texts))

package io.heddle.loadtest.selftest;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a proof ended.
public enum Outcome {
    /// What was found is what was expected.
    @JsonProperty("held")
    HELD,
    /// It is not: numbers of this tool on this machine are not to be believed.
    @JsonProperty("broken")
    BROKEN,
    /// It could not be judged here, for a reason that is given.
    @JsonProperty("not applicable")
    NOT_APPLICABLE,
    /// Told for information, and not judged.
    @JsonProperty("shown")
    SHOWN
}

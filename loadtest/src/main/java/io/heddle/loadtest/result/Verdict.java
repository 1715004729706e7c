package io.heddle.loadtest.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What can be said of a target against the baseline.
public enum Verdict {
    /// The baseline itself.
    @JsonProperty("baseline")
    BASELINE,
    /// The whole interval is on the good side of the zone of no interest.
    @JsonProperty("better")
    BETTER,
    /// The whole interval is on the bad side of it.
    @JsonProperty("worse")
    WORSE,
    /// The whole interval is within it.
    @JsonProperty("equivalent")
    EQUIVALENT,
    /// Anything else: the run cannot tell.
    @JsonProperty("inconclusive")
    INCONCLUSIVE
}

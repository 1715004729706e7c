package io.heddle.loadtest.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a check ended, best first.
public enum Light {
    /// It holds.
    @JsonProperty("green")
    GREEN,
    /// It does not apply, or could not be made.
    @JsonProperty("none")
    NONE,
    /// It is near its bound.
    @JsonProperty("amber")
    AMBER,
    /// It does not hold: the number is not valid.
    @JsonProperty("red")
    RED
}

package io.heddle.loadtest.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A figure that targets are compared by.
///
/// @param id such as `cpu_us_per_request`
/// @param title as a table's head, short, such as `CPU us/req`
/// @param unit such as `us`, `B`, `1/s`; may be empty
public record Metric(String id, String title, String unit, Better better) {
    /// Which way is better.
    public enum Better {
        @JsonProperty("lower")
        LOWER,
        @JsonProperty("higher")
        HIGHER
    }
}

package io.heddle.loadtest.doctor;

import io.heddle.loadtest.result.Light;

/// One thing that was looked at.
///
/// @param id stable, such as `open-files`
/// @param light how good it is; NONE if it could not be read
/// @param title what it is, in a few words
/// @param value what was found, for people
/// @param why why it matters
/// @param fix the exact command or deed that mends it; empty if nothing is wrong
public record Finding(String id, Light light, String title, String value, String why, String fix) {

    /// One that is fine.
    static Finding good(String id, String title, String value, String why) {
        return new Finding(id, Light.GREEN, title, value, why, "");
    }

    /// One that could not be read here.
    static Finding unknown(String id, String title, String why) {
        return new Finding(id, Light.NONE, title, "not known here", why, "");
    }

    /// Good, or else as bad as `light`.
    static Finding of(
            boolean good,
            Light light,
            String id,
            String title,
            String value,
            String why,
            String fix) {
        return good ? good(id, title, value, why) : new Finding(id, light, title, value, why, fix);
    }
}

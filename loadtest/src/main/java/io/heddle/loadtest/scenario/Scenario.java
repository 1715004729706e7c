package io.heddle.loadtest.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A load that all targets get alike, with what its authors expect of it before it runs.
public enum Scenario {
    ECHO(
            "echo",
            64,
            "every connection sends a small message and waits for its echo",
            "reactors ahead on tiny messages; blocking channels on virtual threads pay a wasted"
                    + " read, an epoll_ctl and a hop for each request"),
    ECHO_BIG(
            "echo-big",
            64 * 1024,
            "the same with large messages",
            "near equal where buffers are equal; copying and buffer size decide");

    private final String id;
    private final int payloadBytes;
    private final String summary;
    private final String expectation;

    Scenario(String id, int payloadBytes, String summary, String expectation) {
        this.id = id;
        this.payloadBytes = payloadBytes;
        this.summary = summary;
        this.expectation = expectation;
    }

    /// The name by which it is chosen.
    public String id() {
        return id;
    }

    /// The size of its messages when none is asked for.
    public int payloadBytes() {
        return payloadBytes;
    }

    /// What it does, in one line.
    public String summary() {
        return summary;
    }

    /// What its authors expect, told before each run.
    public String expectation() {
        return expectation;
    }

    /// The scenario of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the known names
    public static Scenario named(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id.equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown scenario '%s', known are %s".formatted(id, names())));
    }

    private static String names() {
        return Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", "));
    }
}

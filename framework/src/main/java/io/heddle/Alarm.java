package io.heddle;

import java.time.Duration;

/// A number of open connections that somebody wants to be told of
/// ([ServerObserver#alarmed(SocketServer, Alarm, int)]).
///
/// @param name what logs and meters call it; not blank
/// @param connections how many, at least 1
/// @param coolDown how long it is quiet after it has rung, however many connections come; 0 to 90
///   days
public record Alarm(String name, int connections, Duration coolDown) {

    private static final Duration LONGEST = Duration.ofDays(90);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public Alarm {
        new Problems()
                .check(!name.isBlank(), "alarm name must not be blank")
                .atLeast("alarm " + name + ": connections", 1, connections)
                .between("alarm " + name + ": coolDown", Duration.ZERO, LONGEST, coolDown)
                .throwIfAny();
    }
}

package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `echo` with limits of number, and peers that come beyond them.
class EchoLimitsTest {

    @Test
    void tellsThePeerThatIsOneTooMany() throws Exception {
        try (var echo =
                EchoPeer.server(
                        "--max-connections", "1", "--at-limit", "reject:come back later\\n")) {
            int port = echo.readPort();
            try (var served = EchoPeer.connect(port)) {
                served.assertEchoed();

                try (var refused = EchoPeer.connect(port)) {
                    assertEquals("come back later\n", refused.readAll());
                }
                served.assertEchoed();
            }
        }
    }

    @Test
    void turnsPeersAwayWithoutAWordIfThereIsNoText() throws Exception {
        try (var echo = EchoPeer.server("--max-connections=1", "--at-limit=reject:")) {
            int port = echo.readPort();
            try (var served = EchoPeer.connect(port)) {
                served.assertEchoed();

                try (var refused = EchoPeer.connect(port)) {
                    assertEquals("", refused.readAll());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"hold", "queue:30s"})
    void servesThePeerThatWaitsWhenThereIsAPlace(String atLimit) throws Exception {
        try (var echo = EchoPeer.server("--max-connections", "1", "--at-limit", atLimit)) {
            int port = echo.readPort();
            try (var served = EchoPeer.connect(port);
                    var waiting = EchoPeer.connect(port)) {
                served.assertEchoed();
                waiting.send('b');
                waiting.assertUnanswered();

                served.leave();

                waiting.assertEcho('b');
            }
        }
    }

    @Test
    void turnsThePeerAwayWhoseTimeInTheQueueIsOver() throws Exception {
        try (var echo = EchoPeer.server("--max-connections", "1", "--at-limit", "queue:100ms")) {
            int port = echo.readPort();
            try (var served = EchoPeer.connect(port)) {
                served.assertEchoed();

                try (var queued = EchoPeer.connect(port)) {
                    queued.assertEnd();
                }
                served.assertEchoed();
            }
        }
    }

    @Test
    void turnsPeersAwayWhoseAddressHasItsShare() throws Exception {
        try (var echo = EchoPeer.server("--per-address", "2")) {
            int port = echo.readPort();
            try (var one = EchoPeer.connect(port);
                    var two = EchoPeer.connect(port)) {
                one.assertEchoed();
                two.assertEchoed();

                try (var three = EchoPeer.connect(port)) {
                    three.assertEnd();
                }
                one.assertEchoed();
            }
        }
    }

    @Test
    void servesPeersWithAllLimitsOff() throws Exception {
        try (var echo =
                        EchoPeer.server(
                                "--max-connections=off", "--per-address=off", "--at-limit=hold");
                var peer = EchoPeer.connect(echo.readPort())) {
            peer.assertEchoed();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-connections 0 | option --max-connections must be a number of connections,"
                        + " at least 1, or off, was 0",
                "--per-address many | option --per-address must be a number of connections,"
                        + " at least 1, or off, was many",
                "--at-limit wait | option --at-limit must be hold, queue:D or reject:TEXT, was wait",
                "--at-limit reject | option --at-limit must be hold, queue:D or reject:TEXT,"
                        + " was reject",
                "--at-limit queue:soon | option --at-limit queue:D must be a duration such as"
                        + " 500ms, 2s, 1m or 1h, was soon",
                "--at-limit queue:2h | queue timeout must be between PT0.01S and PT1H, was PT2H",
                "--at-limit reject:\\q | option --at-limit reject:TEXT must have escapes as in"
                        + " Java, such as \\n or \\\\, was \\q",
                "--grace soon | option --grace must be a duration such as 500ms, 2s, 1m or 1h,"
                        + " was soon",
                "--grace 25h | grace must be between PT0S and PT24H, was PT25H",
                "--delay off | option --delay must be a duration such as 500ms, 2s, 1m or 1h,"
                        + " was off",
                "--delay 2h | delay must be between PT0S and PT1H, was PT2H",
                "--metrics-port 65536 | option --metrics-port must be a number from 0 to 65535,"
                        + " was 65536",
            })
    void refusesOptionsOutOfTheirRange(String arguments, String message) throws Exception {
        var echo = SampleProcess.run(("echo " + arguments).split(" ", -1));

        assertEquals(2, echo.exitCode());
        assertEquals(List.of(message), echo.errors().lines().toList());
        assertEquals("", echo.output());
    }
}

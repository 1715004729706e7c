package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pings over a network with a router, by ping sockets and by raw ones.
@EnabledOnOs(value = OS.LINUX, disabledReason = "networks are made by namespaces of Linux")
class PingerOnNetworkTest {

    private static final String EVERYBODY = "0 2147483647";
    private static final String NOBODY = "1 0";

    private static ChildJvm start(String groupsThatPing, String... options) throws Exception {
        return IcmpNetwork.start(groupsThatPing, List.of(), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERYBODY, NOBODY})
    void takesPingSocketsWhereItMay(String groupsThatPing) throws Exception {
        try (var child = start(groupsThatPing)) {
            String access = groupsThatPing.equals(EVERYBODY) ? "PING_SOCKET" : "RAW_SOCKET";

            assertEquals(
                    "IcmpPermission[ipv4=" + access + ", ipv6=" + access + ", missing=]",
                    child.ask("probe"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERYBODY, NOBODY})
    void tellsRepliesErrorsAndSilence(String groupsThatPing) throws Exception {
        try (var child = start(groupsThatPing)) {
            assertEquals("reply 64 64", child.ask("ping 127.0.0.1 10000"));
            assertEquals("reply 64 64", child.ask("ping ::1 10000"));
            assertEquals("reply 64 64", child.ask("ping 10.0.0.2 10000"));
            assertEquals("reply 64 64", child.ask("ping fd00::2 10000"));
            assertEquals("UNREACHABLE 3 1 10.0.0.2", child.ask("ping 10.9.9.9 10000"));
            assertEquals("UNREACHABLE 1 0 fd00:0:0:0:0:0:0:2", child.ask("ping fd09::9 10000"));
            assertEquals("TIME_EXCEEDED 11 0 10.0.0.2", child.ask("hop 10.5.5.5"));
            assertEquals("TIME_EXCEEDED 3 0 fd00:0:0:0:0:0:0:2", child.ask("hop fd05::5"));
            assertEquals("nothing in 50", child.ask("ping 10.7.7.7 50"));
            assertEquals("nothing in 50", child.ask("ping fd07::7 50"));
        }
    }

    @Test
    void endsWaitsByDeadlineInterruptAndClose() throws Exception {
        try (var child = start(EVERYBODY)) {
            assertEquals(
                    "DeadlineExceededException: deadline of PT0.1S exceeded",
                    child.ask("deadline 10.7.7.7").replaceFirst(" in a wait.*", ""));
            assertEquals("InterruptedIOException, status true", child.ask("interrupt 10.7.7.7"));
            assertEquals(
                    "IcmpException: the pinger is closed,"
                            + " then IcmpException: the pinger is closed, left 0",
                    child.ask("close 10.7.7.7"));
            assertEquals("0", child.ask("sockets"));
        }
    }

    @Test
    void refusesMoreThanItsBound() throws Exception {
        try (var child = start(EVERYBODY)) {
            String answer = child.ask("overload 10.7.7.7");

            assertEquals("OverloadedException", answer.substring(0, answer.indexOf(':')));
            assertEquals("done true", answer.substring(answer.lastIndexOf(',') + 2));
        }
    }

    /// All of them on one carrier, which one that waited in a native call would keep.
    @Test
    void waitsWithoutCarriers() throws Exception {
        try (var child =
                start(
                        EVERYBODY,
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1")) {
            assertEquals(
                    "reply 64 64 beside true, silent 500", child.ask("crowd 10.7.7.7 10.0.0.2"));
        }
    }
}

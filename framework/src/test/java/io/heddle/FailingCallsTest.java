package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server whose system calls fail, one kind and one error after the other: no listener dies, only
/// the connection that was hit ends. `-Dheddle.errors=all` tries all errors.
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "has no strace")
class FailingCallsTest {

    private static final boolean ALL = System.getProperty("heddle.errors", "").equals("all");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir private static Path directory;

    private static RemoteServer server;
    private static int runs;

    @BeforeAll
    static void startServer() throws Exception {
        server = RemoteServer.start(LONG);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static List<String> acceptErrors() {
        return ALL
                ? List.of(
                        "EMFILE",
                        "ENFILE",
                        "ENOBUFS",
                        "ENOMEM",
                        "ECONNABORTED",
                        "EPROTO",
                        "EINTR",
                        "EAGAIN",
                        "EPERM")
                : List.of("ENOBUFS", "EPROTO");
    }

    static List<String> readErrors() {
        return ALL
                ? List.of("ECONNRESET", "ETIMEDOUT", "EHOSTUNREACH", "ENOMEM", "EIO")
                : List.of("ETIMEDOUT");
    }

    static List<String> writeErrors() {
        return ALL
                ? List.of("EPIPE", "ECONNRESET", "ETIMEDOUT", "ENOBUFS", "ENOMEM", "EIO")
                : List.of("EPIPE");
    }

    private static Strace fail(String calls, String error, String descriptor) throws Exception {
        return fail(server, calls, error, descriptor);
    }

    private static Strace fail(RemoteServer server, String calls, String error, String descriptor)
            throws Exception {
        Path log = directory.resolve("calls-" + runs++);
        return Strace.inject(server.pid(), calls, error, descriptor, log);
    }

    @ParameterizedTest
    @MethodSource("acceptErrors")
    void acceptIsTriedAgain(String error) throws Exception {
        try (var old = TestPeer.connect(server.address()).echo("before\n")) {
            TestPeer waiting;
            try (var accept = fail("accept,accept4", error, "")) {
                waiting = TestPeer.connect(server.address()).send("hello\n");
                accept.awaitHit();
                old.echo("meanwhile\n");
            }

            if (isWantOfDescriptors(error)) { // for want of those peers may be turned away
                waiting.leave();
                eventually().until(FailingCallsTest::isServed);
            } else {
                waiting.expect("hello\n").leave();
            }
            servesOldAndNew(old);
        }
    }

    private static boolean isServed() {
        try (var peer = TestPeer.connect(server.address())) {
            peer.echo("hello\n");
            return true;
        } catch (UncheckedIOException | AssertionError turnedAway) {
            return false;
        }
    }

    private static boolean isWantOfDescriptors(String error) {
        return error.equals("EMFILE") || error.equals("ENFILE");
    }

    @ParameterizedTest
    @MethodSource("readErrors")
    void readEndsItsConnectionOnly(String error) throws Exception {
        endsItsConnectionOnly("read,readv,recvfrom,recvmsg", error);
    }

    @ParameterizedTest
    @MethodSource("writeErrors")
    void writeEndsItsConnectionOnly(String error) throws Exception {
        endsItsConnectionOnly("write,writev,sendto,sendmsg", error);
    }

    private static void endsItsConnectionOnly(String calls, String error) throws Exception {
        try (var old = TestPeer.connect(server.address()).echo("before\n");
                var victim = TestPeer.connect(server.address()).echo("before\n");
                var failing = fail(calls, error, socketServing(victim.address()))) {
            victim.send("hello\n");

            failing.awaitHit();
            assertTrue(hasEnded(victim), "was answered");
            servesOldAndNew(old);
        }
    }

    @Test
    void interruptedReadIsTriedAgain() throws Exception {
        try (var victim = TestPeer.connect(server.address()).echo("before\n")) {
            // Once: to let go in the middle of an injection leaves the call with an odd result.
            String once = "EINTR:when=1";
            try (var read = fail("read", once, socketServing(victim.address()))) {
                victim.send("hello\n");
                read.awaitHit();
                victim.expect("hello\n");
            }

            servesOldAndNew(victim);
        }
    }

    @Test
    void connectionThatCannotBeWatchedEndsAtItsLimit() throws Exception {
        try (var impatient = RemoteServer.start(SHORT)) {
            TestPeer victim;
            try (var watching = fail(impatient, "epoll_ctl", "ENOMEM", "")) {
                victim = TestPeer.connect(impatient.address());
                watching.awaitHit();
                victim.send("hello\n");

                assertTrue(victim.receiveAll().length <= "hello\n".length());
            }

            victim.leave();
            TestPeer.connect(impatient.address()).echo("new\n").leave();
        }
    }

    private static void servesOldAndNew(TestPeer old) {
        old.echo("afterwards\n");
        for (int i = 0; i < 3; i++) {
            TestPeer.connect(server.address()).echo("new\n").leave();
        }
    }

    private static boolean hasEnded(TestPeer peer) {
        try {
            return peer.receiveAll().length == 0;
        } catch (UncheckedIOException reset) {
            return true;
        }
    }

    /// The server's end of a peer's connection, as the system calls it.
    private static String socketServing(InetSocketAddress peer) throws IOException {
        String wanted =
                ".*:%04X [0-9A-F]+:%04X .*".formatted(server.address().getPort(), peer.getPort());
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                if (line.matches(wanted)) {
                    return "socket:[" + line.strip().split(" +", -1)[9] + "]";
                }
            }
        }
        throw new AssertionError("the system has no connection of " + peer);
    }
}

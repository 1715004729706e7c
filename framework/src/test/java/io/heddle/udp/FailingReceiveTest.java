package io.heddle.udp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.heddle.ChildJvm;
import io.heddle.Strace;
import io.heddle.TestPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// System calls that fail: the loop pauses and goes on.
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "has no strace")
class FailingReceiveTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'recvfrom,recvmsg,recvmmsg', ENOMEM",
        "'recvfrom,recvmsg,recvmmsg', ENOBUFS",
        "'sendto,sendmsg', EPERM"
    })
    void isTriedAgain(String calls, String error) throws Exception {
        try (var child = ChildJvm.start(EchoProcess.class)) {
            int port = Integer.parseInt(child.awaitLine(""));
            try (var sender = TestSender.to(TestPeer.loopback(port))) {
                sender.send("before").expect("before");
                Path log = directory.resolve("calls");
                try (var failing = Strace.inject(child.handle().pid(), calls, error, "", log)) {
                    sender.send("meanwhile");
                    failing.awaitHit();
                }

                byte[] answer = null;
                for (int i = 0; answer == null && i < 50; i++) {
                    sender.send("after");
                    answer = sender.receive(Duration.ofMillis(200));
                }
                assertNotNull(answer, "not served any more");
            }
        }
    }
}

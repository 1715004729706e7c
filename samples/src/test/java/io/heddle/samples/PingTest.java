package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.icmp.IcmpPermission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample prints and ends as Debian's `ping` (iputils-ping) does.
class PingTest {

    /// A time of 100 ms and more has no fraction.
    private static final Pattern NUMBERS =
            Pattern.compile("time=[0-9.]+|[0-9]+\\.[0-9]+|time [0-9]+ms");

    @BeforeAll
    static void requirePermission() {
        IcmpPermission permission = IcmpPermission.probe();
        if (!permission.isGranted()) {
            System.err.println("skipped, for want of ICMP: " + permission.missing());
        }
        Assumptions.assumeTrue(permission.isGranted(), permission.missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1 -c 2 -i 0.2", "::1 -c 2 -i 0.2", "-6 -c 1 ::1"})
    void printsAndEndsAsPingDoes(String arguments) throws Exception {
        var theirs = realPing(arguments);
        var ours = ping(arguments);

        assertEquals(theirs.exitCode(), ours.exitCode());
        assertEquals(withoutTimes(theirs.output()), withoutTimes(ours.output()));
    }

    @Test
    void unknownHostIsAnErrorAsItIsForPing() throws Exception {
        var ours = ping("-c 1 no-such-host.invalid");

        assertEquals(2, ours.exitCode());
        assertEquals("unknown host no-such-host.invalid\n", ours.errors());
        assertEquals(2, realPing("-c 1 no-such-host.invalid").exitCode());
    }

    @Test
    void whatCannotBeSentIsAnError() throws Exception {
        var ours = ping("-c 1 127.255.255.255");

        assertEquals(2, ours.exitCode());
        assertTrue(
                ours.errors().startsWith("cannot send to 127.255.255.255: Permission denied"),
                ours.errors());
    }

    @Test
    void interruptEndsItWithSummary() throws Exception {
        EchoDrainTest.assumeInterruptsAreNotIgnored();
        try (var sample = SampleProcess.start("ping", "127.0.0.1", "-i", "1h")) {
            assertTrue(sample.readLine().startsWith("PING 127.0.0.1 (127.0.0.1) 56(84) bytes"));
            assertTrue(sample.readLine().startsWith("64 bytes from 127.0.0.1: icmp_seq=1 ttl=64"));

            sample.interrupt();

            var result = sample.result();
            assertEquals(0, result.exitCode());
            assertTrue(
                    result.output()
                            .contains("1 packets transmitted, 1 received, 0% packet loss, time "),
                    result.output());
        }
    }

    private static SampleProcess.Result ping(String arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("ping"));
        all.addAll(List.of(arguments.split(" ", -1)));
        return SampleProcess.run(all.toArray(String[]::new));
    }

    private static SampleProcess.Result realPing(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ping"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException notFound) {
            System.err.println("skipped, for want of the command ping");
            Assumptions.abort("the command ping");
            throw notFound;
        }
        String output = process.inputReader().readAllAsString();
        String errors = process.errorReader().readAllAsString();
        return new SampleProcess.Result(process.waitFor(), output, errors);
    }

    /// Of addresses, too, which does no harm.
    private static String withoutTimes(String text) {
        return NUMBERS.matcher(text).replaceAll("N");
    }
}

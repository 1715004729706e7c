package io.heddle.icmp;

import io.heddle.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A process that pings when it is told to, and answers what became of it, in one line.
public final class IcmpProcess {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(1);

    private IcmpProcess() {}

    public static void main(String[] arguments) throws Exception {
        var questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(answer(line.split(" ", -1)));
        }
    }

    private static Object answer(String[] question) throws Exception {
        return switch (question[0]) {
            case "probe" -> IcmpPermission.probe();
            case "open" -> outcome(IcmpProcess::open);
            case "sockets" -> sockets();
            case "ping" -> ping(PingerConfig.DEFAULT, question[1], Long.parseLong(question[2]));
            case "hop" -> ping(PingerConfig.DEFAULT.withTtl(1), question[1], 10_000);
            case "deadline" -> outcome(() -> inDeadline(question[1]));
            case "interrupt" -> outcome(() -> interrupted(question[1]));
            case "close" -> outcome(() -> closed(question[1]));
            case "overload" -> outcome(() -> overloaded(question[1]));
            case "crowd" -> crowd(question[1], question[2]);
            case "flood" -> PacketFlood.run(question[1], Integer.parseInt(question[2]));
            default -> throw new IllegalArgumentException(question[0]);
        };
    }

    private static String open() throws IOException {
        try (var pinger = Pinger.open()) {
            return "open " + pinger.outstanding();
        }
    }

    /// How many sockets it has open.
    private static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(IcmpProcess::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    private static String ping(PingerConfig config, String target, long millis) {
        return outcome(() -> {
            try (var pinger = Pinger.open(config)) {
                return print(pinger.ping(address(target), Duration.ofMillis(millis)));
            }
        });
    }

    private static String print(PingOutcome outcome) {
        return switch (outcome) {
            case EchoReply reply -> "reply " + reply.bytes() + " " + reply.ttl();
            case IcmpError error ->
                    error.kind()
                            + " "
                            + error.type()
                            + " "
                            + error.code()
                            + " "
                            + error.from().getHostAddress();
            case NoReply none -> "nothing in " + none.timeout().toMillis();
        };
    }

    private static String outcome(Callable<String> call) {
        try {
            return call.call();
        } catch (Exception failure) {
            return failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
    }

    private static String inDeadline(String target) throws IOException {
        try (var pinger = Pinger.open()) {
            return Deadline.within(SOON, () -> print(pinger.ping(address(target), LONG)));
        }
    }

    private static String interrupted(String target) throws IOException {
        try (var pinger = Pinger.open()) {
            Thread.currentThread().interrupt();
            try {
                return print(pinger.ping(address(target), LONG));
            } catch (IOException interrupted) {
                return interrupted.getClass().getSimpleName() + ", status " + Thread.interrupted();
            }
        }
    }

    private static String closed(String target) throws Exception {
        var pinger = Pinger.open();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> waiting =
                    threads.submit(() -> outcome(() -> print(pinger.ping(address(target), LONG))));
            while (pinger.outstanding() == 0) {
                Thread.onSpinWait();
            }
            pinger.close();
            return waiting.get()
                    + ", then "
                    + outcome(() -> print(pinger.ping(address(target), LONG)))
                    + ", left "
                    + pinger.outstanding();
        }
    }

    @SuppressWarnings("try") // closed before its time, which ends the waits
    private static String overloaded(String target) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var pinger = Pinger.open(PingerConfig.DEFAULT.withMostOutstanding(1))) {
            Future<String> first =
                    threads.submit(() -> outcome(() -> print(pinger.ping(address(target), LONG))));
            while (pinger.outstanding() == 0) {
                Thread.onSpinWait();
            }
            String second = outcome(() -> print(pinger.ping(address(target), LONG)));
            pinger.close();
            return second + ", done " + !first.get().isEmpty();
        }
    }

    /// Many wait for one who is silent, and then one is asked that answers.
    private static String crowd(String silent, String target) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var pinger = Pinger.open()) {
            List<Future<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                waiting.add(
                        threads.submit(
                                () -> print(pinger.ping(address(silent), Duration.ofSeconds(4)))));
            }
            while (pinger.outstanding() < 500) {
                Thread.onSpinWait();
            }
            String one = threads.submit(() -> print(pinger.ping(address(target), LONG))).get();
            int still = pinger.outstanding();
            int silences = 0;
            for (Future<String> each : waiting) {
                silences += each.get().startsWith("nothing") ? 1 : 0;
            }
            return one + " beside " + (still > 0) + ", silent " + silences;
        }
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}

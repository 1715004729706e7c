package io.heddle.samples.ping;

import io.heddle.icmp.EchoReply;
import io.heddle.icmp.IcmpError;
import io.heddle.icmp.NoReply;
import io.heddle.icmp.PingOutcome;
import io.heddle.icmp.Pinger;
import io.heddle.icmp.PingerConfig;
import io.heddle.samples.Options;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks a host whether it is there, and prints as `ping` does: `ping HOST [-c N] [-i D] [-6]`.
///
/// Without `-c` it goes on until Ctrl-C; then, too, there is a summary.
public final class PingSample {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int PAYLOAD = PingerConfig.DEFAULT.payloadBytes();

    private final String host;
    private final InetAddress address;
    private final int count;
    private final Duration interval;
    private final Statistics statistics = new Statistics();
    private final CountDownLatch done = new CountDownLatch(1);

    private PingSample(String host, InetAddress address, int count, Duration interval) {
        this.host = host;
        this.address = address;
        this.count = count;
        this.interval = interval;
    }

    /// Asks as often as it is told to, or until the process is asked to end.
    ///
    /// @return 0 if at least one reply came, 1 if none did, 2 if the host is unknown or the request
    ///   cannot be sent
    public static int run(Options options) {
        String host = PingArguments.host(options);
        int count = PingArguments.count(options);
        Duration interval = PingArguments.interval(options);
        try {
            InetAddress address = address(host, options.flag("-6"));
            return new PingSample(host, address, count, interval).run();
        } catch (UnknownHostException unknown) {
            System.err.println("unknown host " + unknown.getMessage());
        } catch (IOException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
        }
        return 2;
    }

    private static InetAddress address(String host, boolean version6) throws UnknownHostException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException none) {
            throw new UnknownHostException(host);
        }
        for (InetAddress each : all) {
            if (!version6 || each instanceof Inet6Address) {
                return each;
            }
        }
        throw new UnknownHostException(host + " (it has no IPv6 address)");
    }

    private int run() throws IOException {
        try (var pinger = Pinger.open()) {
            Thread self = Thread.currentThread();
            var hook = new Thread(() -> stop(self));
            Runtime.getRuntime().addShutdownHook(hook);
            System.out.println(header());
            ping(pinger);
            System.out.println(statistics.print(host));
            done.countDown();
            keepFrom(hook);
        }
        return status();
    }

    private int status() {
        return statistics.hasReplies() ? 0 : 1;
    }

    private void ping(Pinger pinger) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                long next = System.nanoTime() + interval.toNanos();
                statistics.sent();
                PingOutcome outcome = pinger.ping(address, TIMEOUT);
                statistics.add(outcome);
                print(outcome);
                if (i + 1 < count) {
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                }
            }
        } catch (InterruptedException | InterruptedIOException asked) {
            Thread.interrupted();
        }
    }

    private String header() {
        return address instanceof Inet6Address
                ? "PING %s(%s) %d data bytes".formatted(host, text(address), PAYLOAD)
                : "PING %s (%s) %d(%d) bytes of data."
                        .formatted(host, text(address), PAYLOAD, PAYLOAD + 28);
    }

    private static void print(PingOutcome outcome) {
        switch (outcome) {
            case EchoReply reply ->
                    System.out.printf(
                            Locale.ROOT,
                            "%d bytes from %s: icmp_seq=%d ttl=%d time=%.3f ms%n",
                            reply.bytes(),
                            text(reply.target()),
                            reply.sequence(),
                            reply.ttl(),
                            Statistics.millis(reply.roundTrip()));
            case IcmpError error ->
                    System.out.printf(
                            "From %s icmp_seq=%d %s (type %d, code %d)%n",
                            text(error.from()),
                            error.sequence(),
                            error.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            error.type(),
                            error.code());
            case NoReply _ -> {}
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return text.equals("0:0:0:0:0:0:0:1") ? "::1" : text;
    }

    /// On Ctrl-C the summary comes first, and the status is that of ping, not of the signal.
    private void stop(Thread pinging) {
        pinging.interrupt();
        try {
            if (done.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(status());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void keepFrom(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it ends the process
        }
    }
}

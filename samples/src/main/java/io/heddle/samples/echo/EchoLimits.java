package io.heddle.samples.echo;

import io.heddle.AddressLimits;
import io.heddle.AtLimit;
import io.heddle.Limits;
import io.heddle.MinimumRate;
import io.heddle.ShutdownPlan;
import io.heddle.Timeouts;
import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import java.time.Duration;
import java.util.Set;

/// The options of `echo` that are limits, in the framework's words. Each method throws a
/// [UsageException] if one of its options is wrong.
final class EchoLimits {

    static final Set<String> OPTIONS =
            Set.of(
                    "--first-byte",
                    "--idle",
                    "--write",
                    "--lifetime",
                    "--min-rate",
                    "--max-connections",
                    "--at-limit",
                    "--per-address",
                    "--grace",
                    "--delay");

    private static final String QUEUE = "queue:";
    private static final String REJECT = "reject:";
    private static final Duration GRACE = Duration.ofSeconds(10);

    private EchoLimits() {}

    /// How long peers may take.
    static Timeouts timeouts(Options options) {
        Timeouts usual = Timeouts.DEFAULT;
        return Options.checked(() ->
                usual.withFirstByte(options.limit("--first-byte", usual.firstByte()))
                        .withIdle(options.limit("--idle", usual.idle()))
                        .withWrite(options.limit("--write", usual.write()))
                        .withLifetime(options.limit("--lifetime", usual.lifetime()))
                        .withMinimumRate(MinimumRate.of(options.rate("--min-rate", 0))));
    }

    /// How many peers there may be, and what becomes of the others.
    static Limits limits(Options options) {
        Limits usual = Limits.DEFAULT;
        AddressLimits addresses = usual.addresses();
        return usual.withMaxConnections(
                        options.connections("--max-connections", usual.maxConnections()))
                .withAtLimit(Options.checked(() -> atLimit(options.text("--at-limit", "hold"))))
                .withAddresses(
                        addresses.withPerAddress(
                                options.connections("--per-address", addresses.perAddress())));
    }

    private static AtLimit atLimit(String text) {
        if (text.equals("hold")) {
            return AtLimit.HOLD;
        }
        if (text.startsWith(QUEUE)) {
            return AtLimit.queue(
                    Options.asDuration("--at-limit queue:D", text.substring(QUEUE.length())));
        }
        if (text.startsWith(REJECT)) {
            return AtLimit.reject(unescaped(text.substring(REJECT.length())));
        }
        throw new UsageException(
                "option --at-limit must be hold, queue:D or reject:TEXT, was " + text);
    }

    /// Most peers read lines, and a line's end is hard to type into a command line.
    private static String unescaped(String text) {
        try {
            return text.translateEscapes();
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(
                    "option --at-limit reject:TEXT must have escapes as in Java, such as \\n or"
                            + " \\\\, was "
                            + text);
        }
    }

    /// How it stops. An echo has nothing to say goodbye with: its peers have all of the grace.
    static ShutdownPlan plan(Options options) {
        return Options.checked(() ->
                new ShutdownPlan(
                        options.duration("--delay", Duration.ZERO),
                        options.duration("--grace", GRACE),
                        Duration.ZERO));
    }
}

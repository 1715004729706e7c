package io.heddle.loadtest.wire;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Sizes;
import java.util.List;
import java.util.Locale;

/// What one request asks for.
///
/// @param kind what is done
/// @param argument milliseconds, microseconds or KiB, see [OperationKind]; 0 to 65,535
/// @param calls how many calls to the backend, 0 to 255
/// @param requestBytes the size of the request's body
public record Operation(OperationKind kind, int argument, int calls, int requestBytes) {
    private static final int LARGEST_ARGUMENT = 0xFFFF;
    private static final int MOST_CALLS = 0xFF;
    private static final int KIB = 1024;
    private static final long NANOS_OF_MICRO = 1_000;
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final String EXPECTED =
            "an operation such as echo, echo:16KiB, delay:5ms, burn:20ms, bytes:64KiB, sink:1MiB,"
                    + " publish or backend:3x100ms";

    public Operation {
        requireBetween("argument", argument, LARGEST_ARGUMENT);
        requireBetween("calls", calls, MOST_CALLS);
        requireBetween("request bytes", requestBytes, FrameLayout.LARGEST_BODY_BYTES);
    }

    /// What has one fixed answer.
    ///
    /// @param kind see [OperationKind#isFixed]
    public static Operation fixed(OperationKind kind) {
        return new Operation(kind, 0, 0, 0);
    }

    /// An echo of a message.
    public static Operation echo(int bytes) {
        return new Operation(OperationKind.ECHO, 0, 0, bytes);
    }

    /// Reads an operation as typed: `echo`, `sink`, `subscribe`, `publish`, `delay:5ms`,
    /// `burn:20ms`, `bytes:64KiB`, `backend:3x100ms`; a size behind it is that of the request's
    /// body, as in `echo:16KiB` or `burn:20ms:1KiB`.
    ///
    /// @param bodyBytes the size of the request's body where none is typed
    /// @throws IllegalArgumentException if `text` is no such operation
    public static Operation parse(String text, int bodyBytes) {
        var words = List.of(text.strip().toLowerCase(Locale.ROOT).split(":", -1));
        var rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "echo" -> of(text, OperationKind.ECHO, 0, 0, rest, bodyBytes);
            case "sink" -> of(text, OperationKind.SINK, 0, 0, rest, bodyBytes);
            case "subscribe" -> of(text, OperationKind.SUBSCRIBE, 0, 0, rest, 0);
            case "publish" -> of(text, OperationKind.PUBLISH, 0, 0, rest, bodyBytes);
            case "delay" -> {
                int millis =
                        whole(
                                text,
                                Durations.parse(first(text, rest)).toNanos(),
                                NANOS_OF_MILLI,
                                "ms");
                yield of(text, OperationKind.DELAY, millis, 0, tail(rest), bodyBytes);
            }
            case "burn" -> {
                int micros =
                        whole(
                                text,
                                Durations.parse(first(text, rest)).toNanos(),
                                NANOS_OF_MICRO,
                                "us");
                yield of(text, OperationKind.BURN, micros, 0, tail(rest), bodyBytes);
            }
            case "bytes" -> {
                int kib = whole(text, Sizes.parse(first(text, rest)), KIB, "KiB");
                yield of(text, OperationKind.BYTES, kib, 0, tail(rest), 0);
            }
            case "backend" -> backend(text, rest, bodyBytes);
            default -> throw wrong(text);
        };
    }

    private static Operation backend(String text, List<String> rest, int bodyBytes) {
        var callsAndDelay = first(text, rest).split("x", 2);
        if (callsAndDelay.length < 2) {
            throw wrong(text);
        }
        int calls = Counts.parse(callsAndDelay[0]);
        int millis = whole(text, Durations.parse(callsAndDelay[1]).toNanos(), NANOS_OF_MILLI, "ms");
        return of(text, OperationKind.BACKEND, millis, calls, tail(rest), bodyBytes);
    }

    private static Operation of(
            String text,
            OperationKind kind,
            int argument,
            int calls,
            List<String> size,
            int bodyBytes) {
        if (size.size() > 1) {
            throw wrong(text);
        }
        long bytes = size.isEmpty() ? bodyBytes : Sizes.parse(size.getFirst());
        if (bytes > FrameLayout.LARGEST_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "the body of '%s' must be at most %s"
                            .formatted(text, Sizes.format(FrameLayout.LARGEST_BODY_BYTES)));
        }
        return new Operation(kind, argument, calls, (int) bytes);
    }

    private static String first(String text, List<String> words) {
        if (words.isEmpty()) {
            throw wrong(text);
        }
        return words.getFirst();
    }

    private static List<String> tail(List<String> words) {
        return words.subList(1, words.size());
    }

    /// A value in the unit of the wire.
    private static int whole(String text, long value, long unit, String unitName) {
        if (value < 0 || value % unit != 0 || value / unit > LARGEST_ARGUMENT) {
            throw new IllegalArgumentException(
                    "'%s' must ask for 0 to %,d whole %s"
                            .formatted(text, LARGEST_ARGUMENT, unitName));
        }
        return (int) (value / unit);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'%s' is not %s".formatted(text, EXPECTED));
    }

    private static void requireBetween(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "%s of an operation must be between 0 and %,d, was %d"
                            .formatted(name, most, value));
        }
    }
}

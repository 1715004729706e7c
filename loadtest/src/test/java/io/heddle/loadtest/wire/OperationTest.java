package io.heddle.loadtest.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    @ParameterizedTest
    @CsvSource({
        "echo, ECHO, 0, 0, 128",
        "echo:16KiB, ECHO, 0, 0, 16384",
        "Echo:0, ECHO, 0, 0, 0",
        "delay:5ms, DELAY, 5, 0, 128",
        "delay:1s:1KiB, DELAY, 1000, 0, 1024",
        "burn:20ms, BURN, 20000, 0, 128",
        "burn:50us, BURN, 50, 0, 128",
        "bytes:64KiB, BYTES, 64, 0, 0",
        "sink:1MiB, SINK, 0, 0, 1048576",
        "subscribe, SUBSCRIBE, 0, 0, 0",
        "publish:64, PUBLISH, 0, 0, 64",
        "backend:3x100ms, BACKEND, 100, 3, 128"
    })
    void readsWhatIsTyped(
            String text, OperationKind kind, int argument, int calls, int requestBytes) {
        assertEquals(
                new Operation(kind, argument, calls, requestBytes), Operation.parse(text, 128));
    }

    @Test
    void readsMixes() {
        assertEquals(
                List.of(
                        new Share(Operation.echo(128), 95),
                        new Share(new Operation(OperationKind.BURN, 20_000, 0, 128), 5)),
                Share.parseMix("echo=95,burn:20ms=5", 128));
        assertEquals(List.of(new Share(Operation.echo(64), 1)), Share.parseMix("echo", 64));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    nope          | 'nope' is not an operation
                    delay         | 'delay' is not an operation
                    echo:1:2      | 'echo:1:2' is not an operation
                    backend:100ms | 'backend:100ms' is not an operation
                    backend:300x1ms | calls of an operation must be between 0 and 255, was 300
                    delay:100s    | 'delay:100s' must ask for 0 to 65,535 whole ms
                    delay:1us     | 'delay:1us' must ask for 0 to 65,535 whole ms
                    bytes:1       | 'bytes:1' must ask for 0 to 65,535 whole KiB
                    echo:65MiB    | the body of 'echo:65MiB' must be at most 64 MiB
                    echo:-1       | request bytes of an operation must be between 0 and
                    echo=0        | the weight in 'echo=0' must be at least 1, was 0
                    echo=1,       | '' is not an operation
                    """)
    void saysWhatIsWrong(String text, String message) {
        var failure = assertThrows(IllegalArgumentException.class, () -> Share.parseMix(text, 128));

        assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
    }

    @Test
    void codesAreThoseOfTheWire() throws Exception {
        for (var kind : OperationKind.values()) {
            if (kind.isFixed()) {
                assertThrows(ProtocolException.class, () -> OperationKind.ofCode(kind.code()));
                continue;
            }
            assertEquals(kind, OperationKind.ofCode(kind.code()));
        }
    }
}

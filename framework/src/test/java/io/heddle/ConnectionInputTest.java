package io.heddle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ConnectionInputTest {

    @Test
    void readsWhatIsThere() throws Exception {
        whenSent(
                "hello",
                input -> {
                    var bytes = new byte[100];

                    assertEquals(0, input.read(bytes, 0, 0));
                    assertEquals('h', input.read());
                    assertEquals(4, input.available());
                    assertEquals(2, input.read(bytes, 10, 2));
                    assertEquals("el", new String(bytes, 10, 2, UTF_8));
                    assertEquals(2, input.read(bytes));
                    assertEquals("lo", new String(bytes, 0, 2, UTF_8));
                    assertEquals(0, input.available());
                    assertEquals(-1, input.read());
                    assertEquals(-1, input.read(bytes));
                    assertEquals(-1, input.read(ByteBuffer.allocate(1)));
                });
    }

    @Test
    void readsIntoBuffersOfAnyKind() throws Exception {
        whenSent(
                "0123456789",
                input -> {
                    ByteBuffer heap = ByteBuffer.allocate(2);
                    ByteBuffer direct = ByteBuffer.allocateDirect(2);
                    ByteBuffer slice = ByteBuffer.allocate(10).position(4).limit(6).slice();
                    ByteBuffer large = ByteBuffer.allocateDirect(100_000).position(7);

                    assertEquals(2, input.read(heap));
                    assertEquals(2, input.read(direct));
                    assertEquals(2, input.read(slice));
                    assertEquals(4, input.read(large));

                    assertEquals("01", text(heap.flip()));
                    assertEquals("23", text(direct.flip()));
                    assertEquals("45", text(slice.flip()));
                    assertEquals("6789", text(large.flip().position(7)));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> input.read(ByteBuffer.allocate(0)));
                });
    }

    private static String text(ByteBuffer buffer) {
        return UTF_8.decode(buffer).toString();
    }

    @Test
    void peeksWithoutTaking() throws Exception {
        whenSent(
                "ab",
                input -> {
                    assertEquals('a', input.peek());
                    assertEquals('a', input.peek());
                    assertEquals('a', input.read());
                    assertEquals('b', input.peek());
                    assertEquals('b', input.read());
                    assertEquals(-1, input.peek());
                    assertEquals(-1, input.peek());
                });
    }

    @Test
    void skipsUpToTheEnd() throws Exception {
        whenSent(
                "0123456789",
                input -> {
                    assertEquals(0, input.skip(-1));
                    assertEquals(0, input.skip(0));
                    assertEquals(3, input.skip(3));
                    assertEquals('3', input.read());
                    assertEquals(6, input.skip(100));
                    assertEquals(0, input.skip(1));
                });
    }

    @Test
    void transfersEverythingThatIsLeft() throws Exception {
        whenSent(
                "hello",
                input -> {
                    var sink = new ByteArrayOutputStream();

                    assertEquals('h', input.read());
                    assertEquals(4, input.transferTo(sink));

                    assertEquals("ello", sink.toString(UTF_8));
                    assertEquals(0, input.transferTo(sink));
                });
    }

    @Test
    void countsWhatItTookFromTheSocket() throws Exception {
        var probe =
                Probe.of(connection -> {
                    connection.input().read();
                    return connection.bytesIn();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.send("hello");

            assertEquals(5, probe.result());
            assertEquals(5, server.bytesIn());
            peer.expectEnd();
        }
    }

    @Nested
    class ReadExactly {

        @Test
        void returnsThatManyBytes() throws Exception {
            whenSent(
                    "hello",
                    input -> {
                        assertArrayEquals(new byte[0], input.readExactly(0));
                        assertEquals("hell", new String(input.readExactly(4), UTF_8));
                        assertEquals("o", new String(input.readExactly(1), UTF_8));
                        assertArrayEquals(new byte[0], input.readExactly(0));
                    });
        }

        @Test
        void failsWhenTheStreamEndsBefore() throws Exception {
            whenSent(
                    "hello",
                    input -> assertThrows(PeerClosedException.class, () -> input.readExactly(6)));
            whenSent(
                    "",
                    input -> assertThrows(PeerClosedException.class, () -> input.readExactly(1)));
        }

        @Test
        void takesNoMemoryForALengthThatThePeerMadeUp() throws Exception {
            whenSent(
                    "tiny",
                    input ->
                            assertThrows(
                                    PeerClosedException.class,
                                    () -> input.readExactly(Integer.MAX_VALUE)));
        }

        @Test
        void refusesNegativeLengths() throws Exception {
            whenSent(
                    "",
                    input ->
                            assertThrows(
                                    IllegalArgumentException.class, () -> input.readExactly(-1)));
        }
    }

    @Nested
    class ReadLine {

        @Test
        void endsAtLfOrCrLf() throws Exception {
            whenSent(
                    "one\ntwo\r\n\n\r\nf\rive\r\r\n",
                    input -> {
                        assertEquals("one", input.readLine(100));
                        assertEquals("two", input.readLine(100));
                        assertEquals("", input.readLine(100));
                        assertEquals("", input.readLine(100));
                        assertEquals("f\rive\r", input.readLine(100));
                        assertNull(input.readLine(100));
                        assertNull(input.readLine(0));
                    });
        }

        @Test
        void allowsLinesOfExactlyTheBound() throws Exception {
            whenSent(
                    "12345\n12345\r\n\n\r\n",
                    input -> {
                        assertEquals("12345", input.readLine(5));
                        assertEquals("12345", input.readLine(5));
                        assertEquals("", input.readLine(0));
                        assertEquals("", input.readLine(0));
                    });
        }

        @Test
        void refusesLinesOverTheBound() throws Exception {
            for (String line : List.of("123456\n", "123456\r\n", "12345\r\r\n", "1234567")) {
                whenSent(
                        line,
                        input -> assertThrows(LineTooLongException.class, () -> input.readLine(5)));
            }
            whenSent(
                    "1\n",
                    input -> assertThrows(LineTooLongException.class, () -> input.readLine(0)));
        }

        @Test
        void takesTheGreatestBound() throws Exception {
            whenSent(
                    "one\r\ntwo",
                    input -> {
                        assertEquals("one", input.readLine(Integer.MAX_VALUE));
                        assertThrows(
                                PeerClosedException.class, () -> input.readLine(Integer.MAX_VALUE));
                    });
        }

        @Test
        void refusesEndlessLinesBeforeTheyEnd() throws Exception {
            var probe = Probe.of(connection -> connection.input().readLine(1_000));
            try (var server = Servers.start(probe);
                    var peer = TestPeer.connect(server)) {

                peer.send("x".repeat(1_002));

                probe.failure(LineTooLongException.class);
                peer.expectEnd();
            }
        }

        @Test
        void failsWhenTheStreamEndsInside() throws Exception {
            whenSent(
                    "no end",
                    input -> assertThrows(PeerClosedException.class, () -> input.readLine(100)));
        }

        @Test
        void decodesUtf8() throws Exception {
            whenSent("grüß 世界 🧵\n", input -> assertEquals("grüß 世界 🧵", input.readLine(100)));
            whenSent(
                    "b\u00ffd\n".getBytes(ISO_8859_1),
                    input -> assertEquals("b\ufffdd", input.readLine(100)));
        }

        @Test
        void isAsGoodForLinesLongerThanAnyBuffer() throws Exception {
            String line = "0123456789".repeat(30_000);

            whenSent(line + "\r\n", input -> assertEquals(line, input.readLine(300_000)));
        }

        @Test
        void isTheSameWhereverTheStreamIsSplit() throws Exception {
            byte[] sent = "one\r\n\r\nzwölf\nend\r\n".getBytes(UTF_8);
            for (int split = 1; split < sent.length; split++) {
                assertEquals(List.of("one", "", "zwölf", "end"), linesWhenSplit(sent, split));
            }
        }

        private static List<String> linesWhenSplit(byte[] sent, int split) throws IOException {
            var probe =
                    Probe.of(connection -> {
                        List<String> lines = new ArrayList<>();
                        String line = connection.input().readLine(100);
                        while (line != null) {
                            lines.add(line);
                            line = connection.input().readLine(100);
                        }
                        return lines;
                    });
            try (var server = Servers.start(probe);
                    var peer = TestPeer.connect(server)) {
                peer.send(Arrays.copyOf(sent, split));
                probe.awaitWaitingAfter(split);
                peer.send(Arrays.copyOfRange(sent, split, sent.length)).halfClose();
                return probe.result();
            }
        }
    }

    /// Random bytes through a random sequence of calls come out as they went in.
    @RepeatedTest(25)
    void returnsTheSameBytesWhateverTheCalls(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        byte[] sent = randomLines(random, 1 + random.nextInt(400_000));
        var probe =
                Probe.of(connection -> {
                    var received = new ByteArrayOutputStream();
                    var calls = new Random(random.nextInt());
                    while (readSomehow(connection, calls, received)) {}
                    return received.toByteArray();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            for (int at = 0; at < sent.length; ) {
                int length = Math.min(1 + random.nextInt(20_000), sent.length - at);
                peer.send(Arrays.copyOfRange(sent, at, at + length));
                at += length;
            }
            peer.halfClose();

            assertArrayEquals(sent, probe.result());
        }
    }

    private static byte[] randomLines(Random random, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(50) == 0 ? '\n' : 'a' + random.nextInt(26));
        }
        bytes[length - 1] = '\n';
        return bytes;
    }

    /// @return false at the end of the stream
    private static boolean readSomehow(
            Connection connection, Random random, ByteArrayOutputStream received)
            throws IOException {
        ConnectionInput input = connection.input();
        if (input.peek() < 0) {
            return false;
        }
        int size = 1 + random.nextInt(1 << random.nextInt(17));
        switch (random.nextInt(7)) {
            case 0 -> received.write(input.read());
            case 1 -> {
                var bytes = new byte[size];
                received.write(bytes, 0, input.read(bytes));
            }
            case 2 -> {
                ByteBuffer heap = ByteBuffer.allocate(size);
                received.write(heap.array(), 0, connection.read(heap));
            }
            case 3 -> {
                ByteBuffer direct = ByteBuffer.allocateDirect(size);
                connection.read(direct);
                var bytes = new byte[direct.flip().remaining()];
                direct.get(bytes);
                received.write(bytes);
            }
            case 4 -> received.write(input.readNBytes(size));
            case 5 -> received.write(input.readExactly(Math.max(1, input.available())));
            default -> received.write((input.readLine(500_000) + "\n").getBytes(UTF_8));
        }
        return true;
    }

    private interface Reading {
        void from(ConnectionInput input) throws IOException;
    }

    private static void whenSent(String text, Reading reading) throws IOException {
        whenSent(text.getBytes(UTF_8), reading);
    }

    /// All of it is sent, and the end, before the handler reads.
    private static void whenSent(byte[] bytes, Reading reading) throws IOException {
        var sent = new CountDownLatch(1);
        var probe =
                Probe.doing(connection -> {
                    sent.await();
                    reading.from(connection.input());
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send(bytes).halfClose();
            sent.countDown();
            probe.result();
        }
    }
}

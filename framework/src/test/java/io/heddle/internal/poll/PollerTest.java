package io.heddle.internal.poll;

import static io.heddle.internal.poll.ReadyGate.Outcome.READY;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.heddle.internal.poll.ReadyGate.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PollerTest {

    private final PollerGroup pollers;
    private final Thread thread; // a platform thread, to measure its CPU time
    private final List<AutoCloseable> opened = new ArrayList<>();

    PollerTest() throws IOException {
        pollers = PollerGroup.open(1);
        thread = Thread.ofPlatform().name("poller").unstarted(pollers.next());
    }

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
        pollers.close();
        thread.join();
    }

    @Test
    void readerWakesWhenDataComes() throws Exception {
        Link link = link();
        Waiting reader = Waiting.start(link.socket().readable()::await);

        link.peerSends(1);

        assertEquals(READY, reader.outcome());
        assertEquals(1, link.read());
    }

    @Test
    void readerWakesEachTimeDataComes() throws Exception {
        Link link = link();
        Thread echo = Thread.ofVirtual().start(() -> link.echo(1_000));

        for (int i = 0; i < 1_000; i++) {
            link.peerSends(1);
            link.peerReads(1);
        }

        echo.join();
    }

    @Test
    void readerWakesWhenPeerCloses() throws Exception {
        Link link = link();
        Waiting reader = Waiting.start(link.socket().readable()::await);

        link.peer().close();

        assertEquals(READY, reader.outcome());
        assertEquals(-1, link.read());
    }

    @Test
    void writerWakesWhenPeerReads() throws Exception {
        Link link = link();
        long written = link.writeUntilFull();
        Waiting writer = Waiting.start(link.socket().writable()::await);

        link.peerReads(written);

        assertEquals(READY, writer.outcome());
        assertTrue(link.writeUntilFull() > 0);
    }

    @Test
    void readerAndWriterWaitAtOnce() throws Exception {
        Link link = link();
        long written = link.writeUntilFull();
        Waiting writer = Waiting.start(link.socket().writable()::await);
        Waiting reader = Waiting.start(link.socket().readable()::await);

        link.peerSends(1);
        assertEquals(READY, reader.outcome());
        assertEquals(1, link.read());
        link.peerReads(written);

        assertEquals(READY, writer.outcome());
    }

    @Test
    void wakeLetsReaderAndWriterGo() throws Exception {
        Link link = link();
        link.writeUntilFull();
        Waiting reader = Waiting.start(link.socket().readable()::await);
        Waiting writer = Waiting.start(link.socket().writable()::await);

        link.socket().wakeBoth();

        assertEquals(READY, reader.outcome());
        assertEquals(READY, writer.outcome());
    }

    @Test
    void waitOnClosedChannelIsReadyAtOnce() throws Exception {
        Link link = link();
        link.socket().close();

        assertEquals(READY, link.socket().readable().await());
        assertEquals(READY, link.socket().writable().await());
    }

    @Test
    void socketThatNobodyReadsCostsNothing() throws Exception {
        Link link = link();
        Waiting reader = Waiting.start(link.socket().readable()::await);
        link.peerSends(1);
        assertEquals(READY, reader.outcome());

        costsNothingForAWhile();
    }

    @Test
    void socketThatNobodyWritesCostsNothing() throws Exception {
        Link link = link();
        long written = link.writeUntilFull();
        Waiting writer = Waiting.start(link.socket().writable()::await);
        link.peerReads(written);
        assertEquals(READY, writer.outcome());

        costsNothingForAWhile();
    }

    @Test
    void waiterThatGaveUpCostsNothing() throws Exception {
        Link link = link();
        Waiting reader = Waiting.start(link.socket().readable()::await);
        reader.thread().interrupt();
        assertEquals(Outcome.INTERRUPTED, reader.outcome());
        link.peerSends(1);

        costsNothingForAWhile();
        assertEquals(READY, link.socket().readable().await());
    }

    /// A poller that spun would use a core, or its share of one, and an idle one next to nothing.
    private void costsNothingForAWhile() {
        long before = cpuNanos();
        await().atMost(Duration.ofSeconds(10))
                .during(Duration.ofMillis(500))
                .until(() -> cpuNanos() - before < Duration.ofMillis(50).toNanos());
    }

    private long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "descriptors are not counted there")
    void closeFreesDescriptorOfSocketThatPollerKnows() throws Exception {
        List<Link> links = new ArrayList<>();
        List<Waiting> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) { // many, as other threads open and close some meanwhile
            links.add(link());
            readers.add(Waiting.start(links.getLast().socket().readable()::await));
        }
        long before = openDescriptors();

        for (Link link : links) {
            link.socket().wakeBoth();
            link.socket().close();
        }

        for (Waiting reader : readers) {
            assertEquals(READY, reader.outcome());
        }
        await().until(() -> openDescriptors() <= before - links.size() / 2);
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    @Test
    void servesOthersWhenSocketsAreClosedUnderIt() throws Exception {
        Link survivor = link();
        for (int i = 0; i < 200; i++) {
            Link link = link();
            Waiting reader = Waiting.start(link.socket().readable()::await);
            link.peerSends(1); // so that the poller and the close meet
            link.socket().wakeBoth();
            link.socket().close();
            assertEquals(READY, reader.outcome());
        }
        Waiting reader = Waiting.start(survivor.socket().readable()::await);

        survivor.peerSends(1);

        assertEquals(READY, reader.outcome());
        assertTrue(thread.isAlive());
    }

    @Test
    void interruptDoesNotEndIt() throws Exception {
        Link link = link();
        Waiting reader = Waiting.start(link.socket().readable()::await);

        thread.interrupt();
        link.peerSends(1);

        assertEquals(READY, reader.outcome());
        costsNothingForAWhile();
    }

    @Test
    void closeEndsIt() throws Exception {
        pollers.close();

        thread.join();
    }

    @Test
    void groupDealsPollersInTurn() throws Exception {
        try (PollerGroup two = PollerGroup.open(2)) {
            Poller first = two.next();
            Poller second = two.next();

            assertNotSame(first, second);
            assertSame(first, two.next());
            assertEquals(List.of(first, second), two.all());
        }
    }

    /// Two connected sockets, one of them ours.
    private Link link() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = ServerSocketChannel.open().bind(loopback)) {
            SocketChannel peer = SocketChannel.open(server.getLocalAddress());
            SocketChannel ours = server.accept();
            ours.configureBlocking(false);
            var link = new Link(new PolledSocket(ours, pollers.next()), peer);
            opened.add(peer);
            opened.add(link.socket()::close);
            return link;
        }
    }

    private record Link(PolledSocket socket, SocketChannel peer) {

        void peerSends(int bytes) throws IOException {
            peer.write(ByteBuffer.allocate(bytes));
        }

        void peerReads(long bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            for (long left = bytes; left > 0; ) {
                left -= peer.read(buffer.clear());
            }
        }

        int read() throws IOException {
            return socket.channel().read(ByteBuffer.allocate(1));
        }

        void echo(int bytes) {
            try {
                for (int left = bytes; left > 0; ) {
                    if (read() > 0) {
                        socket.channel().write(ByteBuffer.allocate(1));
                        left--;
                    } else {
                        socket.readable().await();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long writeUntilFull() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            long total = 0;
            for (int count = 1; count > 0; total += count) {
                count = socket.channel().write(buffer.clear());
            }
            return total;
        }
    }
}

package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A hub that delivers honestly for a while, and then as its cheat says.
final class CheatingHub implements AutoCloseable {
    /// What a subscriber gets for a publication.
    enum Cheat {
        NONE {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                return List.of(frame);
            }
        },
        LOSES {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                return List.of();
            }
        },
        LOSES_ONE {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                return List.of();
            }
        },
        DOUBLES {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                return List.of(frame, frame);
            }
        },
        REPEATS_THE_ONE_BEFORE {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                return List.of(before);
            }
        },
        SHORTENS {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                var shorter = Arrays.copyOf(frame, frame.length - 1);
                ByteBuffer.wrap(shorter).putInt(0, shorter.length - FrameLayout.HEADER_BYTES);
                return List.of(shorter);
            }
        },
        CHANGES_THE_STAMP {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                frame[FrameLayout.STAMP_OFFSET + Long.BYTES - 1] ^= 1;
                return List.of(frame);
            }
        },
        CHANGES_THE_LAST_BYTE {
            @Override
            List<byte[]> deliveries(byte[] frame, byte[] before) {
                frame[frame.length - 1] ^= 1;
                return List.of(frame);
            }
        };

        abstract List<byte[]> deliveries(byte[] frame, byte[] before);
    }

    private final ServerSocket listener =
            new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final List<OutputStream> subscribers = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Cheat cheat;
    private final int honest;
    private final boolean acknowledges;

    /// @param honest how many publications are delivered rightly first
    CheatingHub(Cheat cheat, int honest, boolean acknowledges) throws IOException {
        this.cheat = cheat;
        this.honest = honest;
        this.acknowledges = acknowledges;
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var input = new DataInputStream(connection.getInputStream());
            var before = new byte[0];
            for (int published = 0; ; ) {
                var frame = read(input);
                if (frame[FrameLayout.OPERATION_OFFSET] == OperationKind.SUBSCRIBE.code()) {
                    subscribers.add(connection.getOutputStream()); // who is told so misses nothing
                    connection.getOutputStream().write(frame);
                } else {
                    publish(frame, before, published++);
                    before = frame.clone();
                    acknowledge(frame, connection.getOutputStream());
                }
            }
        } catch (IOException e) {
            // the client has ended
        } finally {
            connections.remove(connection);
        }
    }

    private static byte[] read(DataInputStream input) throws IOException {
        int length = input.readInt();
        var frame = new byte[FrameLayout.HEADER_BYTES + length];
        ByteBuffer.wrap(frame).putInt(length);
        input.readFully(frame, Integer.BYTES, frame.length - Integer.BYTES);
        return frame;
    }

    private void publish(byte[] frame, byte[] before, int number) throws IOException {
        boolean isHonest = number < honest || (cheat == Cheat.LOSES_ONE && number > honest);
        for (var subscriber : new ArrayList<>(subscribers)) {
            var frames =
                    isHonest ? List.of(frame) : cheat.deliveries(frame.clone(), before.clone());
            for (var each : frames) {
                subscriber.write(each);
            }
        }
    }

    private void acknowledge(byte[] frame, OutputStream output) throws IOException {
        if (acknowledges) {
            var acknowledgement = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);
            acknowledgement.put(0, frame, 0, FrameLayout.HEADER_BYTES);
            acknowledgement.putInt(FrameLayout.LENGTH_OFFSET, 0);
            acknowledgement.put(FrameLayout.FLAGS_OFFSET, (byte) 1);
            output.write(acknowledgement.array());
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}

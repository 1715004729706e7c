package io.heddle.samples.dns;

import io.heddle.Connection;
import io.heddle.Connector;
import io.heddle.ConnectorConfig;
import io.heddle.Deadline;
import io.heddle.framing.Framing;
import io.heddle.framing.LengthPrefix;
import io.heddle.framing.LengthPrefixed;
import io.heddle.udp.DatagramClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;

/// The name server that knows the answers. It is asked over UDP, and over TCP when the answer is
/// too long for that. Any thread may call any method.
///
/// Whoever wants to answer in its place has to guess the id of a question and the port that it came
/// from, which both are new each time ([RFC 5452
/// §9](https://www.rfc-editor.org/rfc/rfc5452#section-9)).
final class Upstream implements AutoCloseable {

    /// How messages go over TCP ([RFC 1035
    /// §4.2.2](https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2)).
    static final Framing FRAMING =
            LengthPrefixed.of(LengthPrefix.TWO_BYTES, LengthPrefix.TWO_BYTES.maxFrameBytes());

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InetSocketAddress address;
    private final Connector connector;
    private final SecureRandom random = new SecureRandom();

    private Upstream(InetSocketAddress address, Connector connector) {
        this.address = address;
        this.connector = connector;
    }

    /// @throws IOException if the system has no descriptors left
    static Upstream at(InetSocketAddress address) throws IOException {
        return new Upstream(
                address, Connector.open(ConnectorConfig.DEFAULT.withName("dns-upstream")));
    }

    /// Asks, and waits for the answer.
    ///
    /// @return what answers the question, be it that there is no answer
    /// @throws IOException if nothing does in time
    Message ask(Question question) throws IOException {
        Message reply;
        try {
            reply = overDatagram(query(question));
        } catch (IOException lost) {
            reply = overDatagram(query(question)); // datagrams are; once more
        }
        return reply.getHeader().getFlag(Flags.TC) ? overStream(query(question)) : reply;
    }

    private Message query(Question question) {
        return question.toMessage(random.nextInt(1 << Short.SIZE), Answer.MAX_DATAGRAM);
    }

    private Message overDatagram(Message query) throws IOException {
        return Deadline.within(
                PATIENCE,
                () -> {
                    try (var client = DatagramClient.connect(address)) {
                        client.send(query.toWire());
                        Message reply;
                        do {
                            reply = answer(client.receive().payload(), query);
                        } while (reply == null); // the right one may still come
                        return reply;
                    }
                });
    }

    private Message overStream(Message query) throws IOException {
        return Deadline.within(
                PATIENCE,
                () -> {
                    try (Connection connection = connector.connect(address)) {
                        var frames = FRAMING.over(connection);
                        frames.write(query.toWire());
                        byte[] bytes = frames.read();
                        Message reply = bytes == null ? null : answer(bytes, query);
                        if (reply == null) {
                            throw new IOException(address + " gave no answer");
                        }
                        return reply;
                    }
                });
    }

    /// @return null if these bytes are no answer to the query
    private static @Nullable Message answer(byte[] bytes, Message query) {
        try {
            Message reply = new Message(bytes);
            Header header = reply.getHeader();
            boolean fits =
                    header.getFlag(Flags.QR)
                            && header.getID() == query.getHeader().getID()
                            && Objects.equals(reply.getQuestion(), query.getQuestion());
            return fits ? reply : null;
        } catch (IOException malformed) {
            return null;
        }
    }

    @Override
    public void close() {
        connector.close();
    }
}

package io.heddle.http;

import io.heddle.Connection;
import io.heddle.ConnectionClosedException;
import io.heddle.ConnectionInterruptedException;
import io.heddle.ConnectionTimedOutException;
import io.heddle.DrainingException;
import io.heddle.HeddleException;
import io.heddle.MinimumRate;
import io.heddle.OverloadedException;
import io.heddle.PeerResetException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection's exchanges, one after the other, on its handler's thread.
///
/// ```text
/// await a request -> head -> handler -> answer -> rest of the content -> await a request
///        |            | refused: answer, end          | to be closed: end
///        end          +-------------------------------+
/// ```
final class HttpConnection {

    private static final Duration LONGEST_LINGER = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

    private final Connection connection;
    private final Exchanges exchanges;
    private final MessageInput input;
    private final MessageOutput output;
    private final HeadParser parser;
    private final ResponseWriter writer;
    private final ExchangeReport report;

    HttpConnection(Connection connection, Exchanges exchanges) {
        this.connection = connection;
        this.exchanges = exchanges;
        this.input = new MessageInput(connection.input());
        this.output = new MessageOutput(connection.output(), exchanges.lateAnswers());
        this.parser = new HeadParser(exchanges.config().limits());
        this.writer =
                new ResponseWriter(
                        output, CommonField.lines(exchanges.config().fields(), connection));
        this.report = new ExchangeReport(exchanges, writer, connection.bytesOut());
    }

    /// Serves until the connection is to end.
    void serve() throws Exception {
        try {
            while (awaitRequest() && exchange()) {
                // one more
            }
            output.flush();
        } finally {
            input.release();
            output.retire();
            output.release();
        }
    }

    private boolean awaitRequest() throws IOException {
        if (!input.hasBytes()) {
            output.flush();
            output.release();
        }
        return input.awaitRequest();
    }

    /// @return whether another one may follow
    private boolean exchange() throws Exception {
        Request request;
        try {
            RequestHead head = readHead();
            if (head == null) {
                return false;
            }
            request = request(head);
        } catch (Refusal refusal) {
            refuse(refusal);
            return false;
        }
        report.begin(request);
        try {
            return exchange(request);
        } catch (Throwable cause) {
            report.breakOff(cause);
            throw cause;
        }
    }

    private void refuse(Refusal refusal) throws IOException {
        try {
            writer.write(refusal);
        } finally {
            exchanges.refused(connection, refusal);
        }
        linger();
    }

    /// @return null if the peer's stream ended before the head's end
    private @Nullable RequestHead readHead() throws IOException, Refusal {
        parser.reset();
        if (!input.hasBytes() && !input.fill()) {
            return null;
        }
        if (!parser.parse(input.bytes(), input.begin(), input.end())) {
            output.flush(); // the peer may wait for it
            if (!readRest()) {
                return null;
            }
        }
        RequestHead head = parser.head(input.bytes(), input.begin());
        input.take(parser.length());
        return head;
    }

    /// @return false if the peer's stream ended before the head's end
    private boolean readRest() throws IOException, Refusal {
        var limit =
                new WaitLimit("the head", exchanges.config().timeouts().head(), MinimumRate.NONE);
        try {
            do {
                if (!limit.within(input::fill)) {
                    return false;
                }
            } while (!parser.parse(input.bytes(), input.begin(), input.end()));
            return true;
        } catch (LatePeerException late) {
            throw new Refusal(408, String.valueOf(late.getMessage()));
        }
    }

    private Request request(RequestHead head) throws Refusal {
        HttpLimits limits = exchanges.config().limits();
        if (head.contentLength() > limits.body()) {
            throw new Refusal(413, "the content has more than " + limits.body() + " bytes");
        }
        Target target = Target.of(head.method(), head.target());
        return new Request(connection, head, target, content(head, limits));
    }

    private Content content(RequestHead head, HttpLimits limits) {
        if (!head.hasContent()) {
            return NoContent.INSTANCE;
        }
        var source =
                new Source(input, output, head.expectsContinue(), exchanges.config().timeouts());
        return head.contentLength() == RequestHead.CHUNKED
                ? new ChunkedContent(source, limits)
                : new FixedContent(source, head.contentLength());
    }

    private boolean exchange(Request request) throws Exception {
        writer.begin();
        output.lend(); // what was answered before leaves meanwhile if this takes long
        Response response = answer(request);
        report.answer(response);
        try {
            output.takeBack();
            // a stream may read the content as it writes
            boolean reads = response.content() instanceof ResponseContent.Stream;
            boolean isWhole = reads || request.content().finish();
            if (!(response.content() instanceof ResponseContent.Upgrade upgrade)) {
                return write(request, response, isWhole);
            }
            if (!isWhole || !request.asksFor(upgrade.protocol())) {
                Response required = Response.upgradeRequired(upgrade.protocol());
                report.answer(required);
                return write(request, required, isWhole);
            }
            writer.write(response, upgrade);
            report.end();
            handOver(upgrade);
            return false;
        } finally {
            response.content().close();
        }
    }

    /// @return whether another exchange may follow
    private boolean write(Request request, Response response, boolean isWhole) throws IOException {
        boolean close =
                response.isClosing()
                        || !request.head().persistent()
                        || !isWhole
                        || connection.isDraining();
        boolean goesOn;
        try {
            boolean reads = response.content() instanceof ResponseContent.Stream;
            if (reads) {
                output.flush(); // what was answered before does not wait for a stream
            }
            request.content().answerBegins(reads && response.status() < 300);
            goesOn = writer.write(request.head(), response, close);
        } catch (HeddleException ofThePeer) {
            throw ofThePeer;
        } catch (Exception failure) { // of the stream: the peer must see that something is missing
            exchanges.failed(request, failure);
            breakOff(failure);
            return false;
        }
        if (report.isOwed() && !(goesOn && input.hasBytes())) {
            output.flush(); // it would leave next in any case: who is told should know how it went
        }
        report.end();
        if (!request.content().finish()) {
            linger();
            return false;
        }
        return goesOn;
    }

    private void breakOff(Exception failure) throws IOException {
        try {
            output.flush();
        } finally {
            report.breakOff(failure);
        }
        connection.abort();
    }

    /// Ends the answers, and drops what comes of a message of which nobody wants the rest: as long
    /// as it goes on coming, the peer may not have read its answer, which a reset would destroy
    /// ([RFC 9112 §9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)). A peer that is silent
    /// or slow is left to the connection's own end.
    private void linger() throws IOException {
        output.flush();
        Duration silence = connection.timeouts().linger();
        if (silence.isZero()) {
            return;
        }
        connection.shutdownOutput();
        long rate = Math.max(1, exchanges.config().timeouts().minimumRate().bytesIn());
        Duration window = silence.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : silence;
        var limit = new WaitLimit("the rest", LONGEST_LINGER, new MinimumRate(rate, 0, window));
        byte[] dropped = ByteArrays.SHARED.borrow();
        try {
            int count = input.available();
            input.take(count);
            while (count >= 0) {
                limit.moved(count);
                count = limit.within(() -> connection.input().read(dropped));
            }
        } catch (IOException enough) {
            // whatever it is: the answer has been given
        } finally {
            ByteArrays.SHARED.giveBack(dropped);
        }
    }

    private void handOver(ResponseContent.Upgrade upgrade) throws Exception {
        output.release();
        input.handOver();
        upgrade.handler().handle(connection);
    }

    private Response answer(Request request) throws IOException {
        try {
            return exchanges.answer(request);
        } catch (ContentException ofTheContent) {
            return error(ofTheContent.status(), ofTheContent.getMessage()).withClose();
        } catch (OverloadedException full) {
            return error(503, "the server has too much to do").withField("Retry-After", "1");
        } catch (PeerResetException
                | ConnectionClosedException
                | ConnectionInterruptedException e) {
            if (request.content().failure() == e || !connection.isOpen()) {
                throw e; // nobody is left to read an answer
            }
            return failed(request, e);
        } catch (ConnectionTimedOutException | DrainingException over) {
            return error(503, "there was no time left").withClose();
        } catch (Exception failure) {
            return failed(request, failure);
        } catch (Error failure) {
            return failed(request, failure).withClose();
        }
    }

    private Response failed(Request request, Throwable failure) {
        exchanges.failed(request, failure);
        return error(500, "the server failed");
    }

    private static Response error(int status, @Nullable String reason) {
        return Response.text(reason + "\n").withStatus(status);
    }
}

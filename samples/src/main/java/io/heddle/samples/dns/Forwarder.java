package io.heddle.samples.dns;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Answers queries with what another name server says, or has said. Any number of threads may call
/// it at once; while one asks, others that want to know the same wait for its answer.
final class Forwarder {

    private static final int MAX_CACHED = 10_000;

    private final Upstream upstream;
    private final AnswerCache cache = new AnswerCache(MAX_CACHED, System::nanoTime);
    private final Map<Question, CompletableFuture<@Nullable Message>> underWay =
            new ConcurrentHashMap<>();

    Forwarder(Upstream upstream) {
        this.upstream = upstream;
    }

    /// Answers a query, whatever it is. Blocks while the other server is asked.
    ///
    /// @return null if nothing may be said: to what has no header, and to answers, or two servers
    ///   would never end to talk
    @Nullable Answer answer(byte[] bytes) {
        Header header = header(bytes);
        if (header == null || header.getFlag(Flags.QR)) {
            return null;
        }
        if (header.getOpcode() != Opcode.QUERY) {
            return Answer.failure(header, Rcode.NOTIMP);
        }
        try {
            return answer(new Message(bytes));
        } catch (IOException malformed) {
            return Answer.failure(header, Rcode.FORMERR);
        }
    }

    private static @Nullable Header header(byte[] bytes) {
        try {
            return new Header(bytes);
        } catch (IOException tooShort) {
            return null;
        }
    }

    private Answer answer(Message query) {
        if (query.getSection(Section.QUESTION).size() != 1) {
            return Answer.to(query, Rcode.FORMERR);
        }
        OPTRecord edns = query.getOPT();
        if (edns != null && edns.getVersion() > 0) {
            return Answer.to(query, Rcode.BADVERS);
        }
        Question question = Question.of(query);
        if (question.type() == Type.AXFR || question.type() == Type.IXFR) {
            return Answer.to(query, Rcode.NOTIMP); // a zone is more than one message
        }
        Message reply = reply(question);
        return reply == null ? Answer.to(query, Rcode.SERVFAIL) : Answer.passedOn(query, reply);
    }

    /// @return null if the other server says nothing
    private @Nullable Message reply(Question question) {
        var mine = new CompletableFuture<@Nullable Message>();
        CompletableFuture<@Nullable Message> others = underWay.putIfAbsent(question, mine);
        if (others != null) {
            return others.join();
        }
        Message reply = null;
        try {
            reply = cache.find(question);
            if (reply == null) {
                reply = upstream.ask(question);
                cache.keep(question, reply);
            }
        } catch (IOException silent) {
            // so it is told to all who wait
        } finally {
            underWay.remove(question);
            mine.complete(reply);
        }
        return reply;
    }
}

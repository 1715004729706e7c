package io.heddle.samples.dns;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// How long a reply may be repeated.
final class Lifetime {

    private static final long LONGEST = Duration.ofDays(1).toSeconds();
    private static final long LONGEST_NEGATIVE = Duration.ofHours(3).toSeconds();

    private Lifetime() {}

    /// As long as the record that is the first to end. That there is no such name, or nothing of
    /// that type, holds as long as the zone's SOA record says ([RFC 2308
    /// §5](https://www.rfc-editor.org/rfc/rfc2308#section-5)).
    ///
    /// @return in seconds; 0 if it must not be repeated, as a failure, or half an answer
    static long seconds(Question question, Message reply) {
        int rcode = reply.getRcode();
        if (reply.getHeader().getFlag(Flags.TC)
                || (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN)) {
            return 0;
        }
        long shortest =
                IntStream.rangeClosed(Section.ANSWER, Section.ADDITIONAL)
                        .mapToObj(reply::getSection)
                        .flatMap(List::stream)
                        .filter(record -> !(record instanceof OPTRecord))
                        .mapToLong(Lifetime::seconds)
                        .min()
                        .orElse(0);
        return isPositive(question, reply)
                ? Math.min(shortest, LONGEST)
                : Math.min(shortest, negative(reply));
    }

    private static boolean isPositive(Question question, Message reply) {
        return reply.getRcode() == Rcode.NOERROR
                && reply.getSection(Section.ANSWER).stream()
                        .anyMatch(record ->
                                record.getType() == question.type() || question.type() == Type.ANY);
    }

    private static long negative(Message reply) {
        return reply.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .mapToLong(zone -> Math.min(((SOARecord) zone).getMinimum(), LONGEST_NEGATIVE))
                .min()
                .orElse(0);
    }

    /// What is too large to be meant is 0 ([RFC 2181
    /// §8](https://www.rfc-editor.org/rfc/rfc2181#section-8)).
    private static long seconds(Record record) {
        return record.getTTL() > Integer.MAX_VALUE ? 0 : record.getTTL();
    }
}

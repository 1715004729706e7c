package io.heddle.samples.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// How long the sample `dns` repeats what it was told.
class AnswerCacheTest {

    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final AnswerCache cache = new AnswerCache(2, now::get);

    @Test
    void repeatsAnAnswerUntilTheFirstOfItsRecordsEnds() throws Exception {
        Message reply = new Message();
        add(reply, Section.ANSWER, "a.example.", Type.A, 100, "192.0.2.1");
        add(reply, Section.ADDITIONAL, "b.example.", Type.A, 60, "192.0.2.2");
        cache.keep(question("a.example."), reply);

        pass(59);
        Message older = cache.find(question("A.EXAMPLE."));
        pass(1);

        assertEquals(41, older.getSection(Section.ANSWER).getFirst().getTTL());
        assertEquals(1, older.getSection(Section.ADDITIONAL).getFirst().getTTL());
        assertEquals(100, reply.getSection(Section.ANSWER).getFirst().getTTL());
        assertNull(cache.find(question("a.example.")));
    }

    @Test
    void repeatsThatThereIsNoneAsLongAsTheZoneSays() throws Exception {
        Message nothing = new Message();
        addZone(nothing, 300, 30);
        Message noName = new Message();
        noName.getHeader().setRcode(Rcode.NXDOMAIN);
        addZone(noName, 20, 3600);
        cache.keep(question("nothing.example."), nothing);
        cache.keep(question("no-name.example."), noName);

        pass(19);
        assertNotNull(cache.find(question("no-name.example.")));
        pass(1);
        assertNull(cache.find(question("no-name.example.")));
        pass(9);
        assertNotNull(cache.find(question("nothing.example.")));
        pass(1);
        assertNull(cache.find(question("nothing.example.")));
    }

    @Test
    void keepsNothingForLongerThanADay() throws Exception {
        Message reply = new Message();
        add(reply, Section.ANSWER, "a.example.", Type.A, 1_000_000, "192.0.2.1");
        cache.keep(question("a.example."), reply);

        pass(Duration.ofDays(1).toSeconds() - 1);
        assertNotNull(cache.find(question("a.example.")));
        pass(1);
        assertNull(cache.find(question("a.example.")));
    }

    @Test
    void repeatsNoFailures() throws Exception {
        Message failure = positive("a.example.");
        failure.getHeader().setRcode(Rcode.SERVFAIL);
        Message half = positive("a.example.");
        half.getHeader().setFlag(Flags.TC);
        Message withoutZone = new Message();
        withoutZone.getHeader().setRcode(Rcode.NXDOMAIN);
        byte[] wire = positive("a.example.").toWire();
        ByteBuffer.wrap(wire).putInt(12 + "_a_example_".length() + 4, Integer.MIN_VALUE);
        Message endless = new Message(wire); // RFC 2181 §8

        for (Message reply : new Message[] {failure, half, withoutZone, endless}) {
            cache.keep(question("a.example."), reply);

            assertNull(cache.find(question("a.example.")), reply::toString);
        }
    }

    @Test
    void forgetsWhatNobodyHasAskedForTheLongest() throws Exception {
        cache.keep(question("a.example."), positive("a.example."));
        cache.keep(question("b.example."), positive("b.example."));
        assertNotNull(cache.find(question("a.example.")));

        cache.keep(question("c.example."), positive("c.example."));

        assertNotNull(cache.find(question("a.example.")));
        assertNull(cache.find(question("b.example.")));
        assertNotNull(cache.find(question("c.example.")));
    }

    @Test
    void keepsAnswersWithAndWithoutSignaturesApart() throws Exception {
        var plain = question("a.example.");
        var signed = new Question(plain.name(), Type.A, 1, true, true, false);
        var unchecked = new Question(plain.name(), Type.A, 1, true, false, true);

        cache.keep(signed, positive("a.example."));

        assertNull(cache.find(plain));
        assertNull(cache.find(unchecked));
        assertNotNull(cache.find(signed));
    }

    @Test
    void leavesEdnsAsItIs() throws Exception {
        Message reply = positive("a.example.");
        reply.addRecord(new OPTRecord(1232, 0, 0, 0), Section.ADDITIONAL);
        cache.keep(question("a.example."), reply);

        pass(10);

        assertEquals(reply.getOPT(), cache.find(question("a.example.")).getOPT());
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static Question question(String name) throws IOException {
        return new Question(Name.fromString(name), Type.A, 1, true, false, false);
    }

    private static Message positive(String name) throws IOException {
        Message reply = new Message();
        add(reply, Section.ANSWER, name, Type.A, 60, "192.0.2.1");
        return reply;
    }

    private static void addZone(Message reply, long ttl, long minimum) throws IOException {
        String data = "ns.example. admin.example. 1 3600 600 86400 " + minimum;
        add(reply, Section.AUTHORITY, "example.", Type.SOA, ttl, data);
    }

    private static void add(
            Message reply, int section, String name, int type, long ttl, String data)
            throws IOException {
        Name owner = Name.fromString(name);
        reply.addRecord(Record.fromString(owner, type, 1, ttl, data, Name.root), section);
    }
}

package io.heddle.samples.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// An answer on its way to the one who asked.
///
/// @param message all of it
/// @param room how many bytes a datagram may have that the asker takes
record Answer(Message message, int room) {

    /// The largest datagram that we send or take, which no network on the way has to fragment.
    static final int MAX_DATAGRAM = 1232;

    private static final int WITHOUT_EDNS = 512; // RFC 1035 §4.2.1

    /// Says that something is wrong with a query of which no more than the header can be read.
    static Answer failure(Header query, int rcode) {
        return new Answer(begun(query, rcode), WITHOUT_EDNS);
    }

    /// Says no more than whether it went well.
    static Answer to(Message query, int rcode) {
        Message message = begun(query.getHeader(), rcode);
        Record question = query.getQuestion();
        if (question != null) {
            message.addRecord(question, Section.QUESTION);
        }
        OPTRecord edns = query.getOPT();
        if (edns != null) {
            int flags = edns.getFlags() & ExtendedFlags.DO;
            message.addRecord(
                    new OPTRecord(MAX_DATAGRAM, rcode >> 4, 0, flags), Section.ADDITIONAL);
        }
        return new Answer(message, room(edns));
    }

    /// Passes on what another server said.
    static Answer passedOn(Message query, Message reply) {
        int rcode = reply.getRcode();
        Answer answer = to(query, rcode > Rcode.REFUSED ? Rcode.SERVFAIL : rcode);
        Message message = answer.message;
        if (reply.getHeader().getFlag(Flags.RA)) {
            message.getHeader().setFlag(Flags.RA);
        }
        for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
            for (Record record : reply.getSection(section)) {
                if (!(record instanceof OPTRecord)) { // which is between us and the other server
                    message.addRecord(record, section);
                }
            }
        }
        return answer;
    }

    private static Message begun(Header query, int rcode) {
        var message = new Message(query.getID());
        Header header = message.getHeader();
        header.setFlag(Flags.QR);
        header.setOpcode(query.getOpcode());
        header.setRcode(rcode & 0xF);
        for (int flag : new int[] {Flags.RD, Flags.CD}) {
            if (query.getFlag(flag)) {
                header.setFlag(flag);
            }
        }
        return message;
    }

    private static int room(@Nullable OPTRecord edns) {
        return edns == null
                ? WITHOUT_EDNS
                : Math.clamp(edns.getPayloadSize(), WITHOUT_EDNS, MAX_DATAGRAM);
    }

    /// All of it, for a stream.
    byte[] whole() {
        return message.toWire(Message.MAXLENGTH);
    }

    /// All of it if the asker takes that in a datagram, else [#truncated()].
    byte[] fitting() {
        byte[] whole = whole();
        return whole.length <= room ? whole : truncated();
    }

    /// Says no more than that the asker has to come by TCP: no longer than the query was.
    byte[] truncated() {
        Message cut = message.clone();
        OPTRecord edns = message.getOPT();
        for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
            cut.removeAllRecords(section);
        }
        if (edns != null) {
            cut.addRecord(edns, Section.ADDITIONAL);
        }
        cut.getHeader().setFlag(Flags.TC);
        return cut.toWire();
    }
}

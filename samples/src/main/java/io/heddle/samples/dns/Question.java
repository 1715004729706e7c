package io.heddle.samples.dns;

import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What is asked, and how. Questions that are equal have the same answer; the case of letters does
/// not matter.
///
/// @param recursive whether the server is to ask others (RD)
/// @param dnssec whether signatures are wanted (DO)
/// @param unchecked whether they need not be right (CD)
record Question(
        Name name, int type, int dclass, boolean recursive, boolean dnssec, boolean unchecked) {

    /// That of a message which has one.
    static Question of(Message query) {
        Record asked = query.getQuestion();
        OPTRecord edns = query.getOPT();
        return new Question(
                asked.getName(),
                asked.getType(),
                asked.getDClass(),
                query.getHeader().getFlag(Flags.RD),
                edns != null && (edns.getFlags() & ExtendedFlags.DO) != 0,
                query.getHeader().getFlag(Flags.CD));
    }

    /// A message that asks it.
    ///
    /// @param id which the answer must have
    /// @param room the largest datagram that is taken as an answer
    Message toMessage(int id, int room) {
        var query = new Message(id);
        query.addRecord(Record.newRecord(name, type, dclass), Section.QUESTION);
        query.addRecord(
                new OPTRecord(room, 0, 0, dnssec ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        if (recursive) {
            query.getHeader().setFlag(Flags.RD);
        }
        if (unchecked) {
            query.getHeader().setFlag(Flags.CD);
        }
        return query;
    }
}

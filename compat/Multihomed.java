// SPDX-License-Identifier: MIT
//
// Java's own SCTP (com.sun.nio.sctp, which finds libsctp by dlopen): a server with two addresses, a message on stream 2 with a payload
// protocol, and what each side sees of it. Run by compat/programs/java.
import com.sun.nio.sctp.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.util.TreeSet;

class Multihomed {
    static TreeSet<String> sorted(Iterable<SocketAddress> addresses) {
        TreeSet<String> names = new TreeSet<>();
        for (SocketAddress address : addresses)
            names.add(address.toString());
        return names;
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 6010);
        SctpServerChannel server = SctpServerChannel.open().bind(address);
        server.bindAddress(InetAddress.getByName("127.0.0.2"));
        System.out.println("server listens on " + sorted(server.getAllLocalAddresses()));

        SctpChannel client = SctpChannel.open(address, 5, 7);
        SctpChannel accepted = server.accept();
        Association association = client.association();
        System.out.println("client may send on " + association.maxOutboundStreams() + " streams and receives "
            + association.maxInboundStreams());
        System.out.println("client sees its peer at " + sorted(client.getRemoteAddresses()));

        MessageInfo out = MessageInfo.createOutgoing(null, 2).payloadProtocolID(60).unordered(true);
        System.out.println("client sent " + client.send(ByteBuffer.wrap("from Java".getBytes()), out) + " bytes");
        ByteBuffer buffer = ByteBuffer.allocate(100);
        MessageInfo in = accepted.receive(buffer, null, null);
        System.out.println("server received '" + new String(buffer.array(), 0, in.bytes()) + "' on stream " + in.streamNumber()
            + ", payload protocol " + in.payloadProtocolID() + ", unordered " + in.isUnordered() + ", complete " + in.isComplete());

        client.shutdown();
        System.out.println("server received " + accepted.receive(ByteBuffer.allocate(100), null, null).bytes() + " after shutdown");
        client.close();
        accepted.close();
        server.close();
    }
}

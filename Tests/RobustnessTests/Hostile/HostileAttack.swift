// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import MySQLWire

/// What a hostile server does at a stage.
struct HostileAttack: Sendable {
    enum Move: Sendable {
        case send([UInt8])
        /// The same bytes until the client hangs up.
        case repeatForever([UInt8])
        /// Packets that begin so and are `length` bytes long, one after the other, until the client hangs up.
        case repeatLong(beginning: [UInt8], length: Int, sequence: UInt8)
        /// Says no more and keeps the socket open.
        case stall
    }

    let name: String
    /// In order; the socket is closed behind the last.
    let moves: [Move]

    /// Every attack on one stage, the same ones for the same seed.
    static func all(on stage: HostileStage, seed: UInt64, mutations: Int) -> [HostileAttack] {
        var attacks = onPackets(of: stage) + cuts(of: stage) + claims(of: stage) + endless(of: stage)
        var random = SeededRandom(seed: seed)
        attacks += (0..<mutations).map { mutation(of: stage, $0, &random) }
        attacks += (0..<mutations / 4).map { noise(of: stage, $0, &random) }
        if stage == .compressedQuery { attacks += onCompression(random, mutations: mutations) }
        return attacks
    }

    /// The sequence number of the first packet of a stage.
    private static func first(_ stage: HostileStage) -> UInt8 {
        switch stage {
        case .greeting: 0
        case .tlsRequest, .loginAnswer, .authenticationSwitch, .fullAuthentication: 2
        case .publicKey: 4
        default: 1
        }
    }

    private static func frame(_ payload: [UInt8], _ sequence: UInt8, claiming length: Int? = nil) -> [UInt8] {
        let length = length ?? payload.count
        return [
            UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8),
            UInt8(truncatingIfNeeded: length >> 16), sequence,
        ] + payload
    }

    private static func frames(_ payloads: [[UInt8]], from sequence: UInt8) -> [UInt8] {
        var sequence = sequence
        var bytes: [UInt8] = []
        for payload in payloads {
            bytes += frame(payload, sequence)
            sequence &+= 1
        }
        return bytes
    }

    private init(
        _ name: String,
        _ stage: HostileStage,
        _ pieces: [[UInt8]],
        endlessly: [UInt8]? = nil,
        stalls: Bool = false
    ) {
        self.name = name
        var number: UInt8 = 1
        var moves = pieces.map { Move.send(stage.wrap($0, frame: &number)) }
        // Endless bytes keep one number: which of the two limits ends them is all the same.
        if let endlessly { moves.append(.repeatForever(stage.wrap(endlessly, frame: &number))) }
        if stalls { moves.append(.stall) }
        self.moves = moves
    }

    /// The honest packets with one that is replaced by others.
    private static func replacing(
        _ index: Int,
        of stage: HostileStage,
        by make: (_ payload: [UInt8], _ sequence: UInt8) -> [UInt8]
    ) -> [UInt8] {
        let honest = stage.honest
        let sequence = first(stage) &+ UInt8(index)
        return frames(Array(honest[..<index]), from: first(stage)) + make(honest[index], sequence)
            + frames(Array(honest[(index + 1)...]), from: sequence &+ 1)
    }

    private static func onPackets(of stage: HostileStage) -> [HostileAttack] {
        var attacks = [HostileAttack("nothing", stage, []), HostileAttack("a stall", stage, [], stalls: true)]
        for index in stage.honest.indices {
            func attack(_ name: String, _ make: ([UInt8], UInt8) -> [UInt8]) {
                attacks.append(HostileAttack("\(name) \(index)", stage, [replacing(index, of: stage, by: make)]))
            }
            attack("number + 1 at") { frame($0, $1 &+ 1) }
            attack("number - 1 at") { frame($0, $1 &- 1) }
            attack("length - 1 at") { frame($0, $1, claiming: $0.count - 1) }
            attack("length + 1 at") { frame($0, $1, claiming: $0.count + 1) }
            attack("length 0 at") { frame($0, $1, claiming: 0) }
            attack("length 16 MiB - 2 at") { frame($0, $1, claiming: 0xff_fffe) }
            attack("empty packet at") { frame([], $1) }
            attack("twice") { frame($0, $1) + frame($0, $1 &+ 1) }
            attack("left out") { _, _ in [] }
            attack("an OK at") { frame(FakeConversation.ok, $1) }
            attack("an EOF at") { frame(FakeConversation.endOfFile, $1) }
            attack("an error at") { frame(FakeConversation.error(1234, "hostile"), $1) }
            attack("an error of one byte at") { frame([0xff], $1) }
            attack("a file request at") { frame([0xfb] + Array("/etc/passwd".utf8), $1) }
            attack("a NULL count at") { frame([0xfb], $1) }
            attack("a greeting at") { frame(FakeConversation.greeting(), $1) }
            attack("trailing bytes at") { frame($0 + [0xde, 0xad, 0xbe, 0xef], $1) }
            attack("an old switch at") { frame([0xfe], $1) }
        }
        attacks.append(
            HostileAttack(
                "rubbish behind the last",
                stage,
                [
                    frames(stage.honest, from: first(stage)), SeededRandom.bytes(200),
                ]
            )
        )
        return attacks
    }

    private static func cuts(of stage: HostileStage) -> [HostileAttack] {
        let bytes = frames(stage.honest, from: first(stage))
        return bytes.indices.dropFirst().map { HostileAttack("cut at byte \($0)", stage, [Array(bytes[..<$0])]) }
    }

    /// Lengths and counts that are lies, in place of every packet.
    private static func claims(of stage: HostileStage) -> [HostileAttack] {
        let numbers: [[UInt8]] = [
            [0], [250], [0xfc, 0xff, 0xff], [0xfd, 0xff, 0xff, 0xff],
            [0xfe, 0, 0, 0, 0, 1, 0, 0, 0], [0xfe, 255, 255, 255, 127, 0, 0, 0, 0],
            [0xfe, 255, 255, 255, 255, 255, 255, 255, 127], [0xfe, 0, 0, 0, 0, 0, 0, 0, 0x80],
            [0xfe, 255, 255, 255, 255, 255, 255, 255, 255], [0xfc], [0xfd, 1], [0xfe, 1, 2, 3],
        ]
        var attacks: [HostileAttack] = []
        for index in stage.honest.indices {
            for number in numbers {
                for (place, payload) in [("alone", number), ("first", number + stage.honest[index])] {
                    let bytes = replacing(index, of: stage) { frame(payload, $1) }
                    attacks.append(HostileAttack("claim \(number) \(place) at \(index)", stage, [bytes]))
                }
                // Every byte may be a length; the extremes of each width are enough there.
                guard number.count == 1 && number != [0] || number.last == 255 && number.count > 3 else { continue }
                for offset in stage.honest[index].indices {
                    let bytes = replacing(index, of: stage) { honest, sequence in
                        frame(Array(honest[..<offset]) + number + honest[(offset + 1)...], sequence)
                    }
                    attacks.append(HostileAttack("claim \(number) at byte \(offset) of \(index)", stage, [bytes]))
                }
            }
        }
        return attacks
    }

    private init(_ name: String, _ moves: [Move]) {
        self.name = name
        self.moves = moves
    }

    private init(_ name: String, raw bytes: [UInt8]) {
        self.init(name, [.send(bytes)])
    }

    /// Damage to the frames that compressed packets are in: every byte cut or damaged, lengths that are lies, a bomb.
    private static func onCompression(_ random: SeededRandom, mutations: Int) -> [HostileAttack] {
        var number: UInt8 = 1
        let stage = HostileStage.compressedQuery
        let honest = stage.wrap(frames(stage.honest, from: 1), frame: &number)
        var attacks = honest.indices.dropFirst().map {
            HostileAttack("frame cut at byte \($0)", raw: Array(honest[..<$0]))
        }
        var mutator = Mutator(random)
        attacks += (0..<mutations).map { HostileAttack("frame mutation \($0)", raw: mutator.mutated(honest)) }
        for original in [0, 1, 49, 0xff_ffff] {
            var frame = honest
            for index in 0..<3 { frame[4 + index] = UInt8(truncatingIfNeeded: original >> (8 * index)) }
            attacks.append(HostileAttack("frame that claims \(original) bytes", raw: frame))
        }
        // 64 MiB of zeros in 64 KiB, in a frame that claims 100 bytes, and the most that a frame can claim.
        let zeros = [UInt8](repeating: 0, count: 64 << 20)
        let bomb = Deflate.zlib(zeros.span, level: 9) ?? []
        for claimed in [100, 0xff_ffff] {
            let header = [bomb.count, claimed].map { length in (0..<3).map { UInt8(length >> (8 * $0) & 0xff) } }
            attacks.append(HostileAttack("bomb that claims \(claimed)", raw: header[0] + [1] + header[1] + bomb))
        }
        return attacks
    }

    /// What never ends: small packets, packets of 16 MiB, one packet of ever more parts.
    private static func endless(of stage: HostileStage) -> [HostileAttack] {
        var attacks: [HostileAttack] = []
        for index in stage.honest.indices {
            let before = frames(Array(stage.honest[..<index]), from: first(stage))
            let sequence = first(stage) &+ UInt8(index)
            // The numbers go round, as an honest server's would.
            let round = (0...255).map { sequence &+ UInt8($0) }
            let small = round.flatMap { frame(stage.honest[index], $0) }
            attacks.append(HostileAttack("small packets without end at \(index)", stage, [before], endlessly: small))
            let empty = round.flatMap { frame([], $0) }
            attacks.append(HostileAttack("empty packets without end at \(index)", stage, [before], endlessly: empty))
            guard stage != .compressedQuery else { continue }
            let first = Array(stage.honest[index].prefix(1))
            for (name, length) in [("one packet", 0xff_ffff), ("large packets", 0xff_fffe)] {
                let endless = Move.repeatLong(beginning: first, length: length, sequence: sequence)
                attacks.append(HostileAttack("\(name) without end at \(index)", [.send(before), endless]))
            }
        }
        return attacks
    }

    private static func mutation(of stage: HostileStage, _ number: Int, _ random: inout SeededRandom) -> HostileAttack {
        var mutator = Mutator(random)
        defer { random = mutator.random }
        // Half of them keep the framing, so that what is inside is reached.
        guard number % 2 == 0 else {
            return HostileAttack(
                "mutation \(number)",
                stage,
                [mutator.mutated(frames(stage.honest, from: first(stage)))]
            )
        }
        let index = Int.random(in: stage.honest.indices, using: &mutator.random)
        let payload = mutator.mutated(stage.honest[index])
        return HostileAttack(
            "mutation \(number) of \(index)",
            stage,
            [replacing(index, of: stage) { frame(payload, $1) }]
        )
    }

    private static func noise(of stage: HostileStage, _ number: Int, _ random: inout SeededRandom) -> HostileAttack {
        let bytes = random.bytes(Int.random(in: 1...600, using: &random))
        let index = Int.random(in: stage.honest.indices, using: &random)
        guard number % 2 == 0 else { return HostileAttack("noise \(number)", stage, [bytes]) }
        return HostileAttack("noise \(number) at \(index)", stage, [replacing(index, of: stage) { frame(bytes, $1) }])
    }
}

extension SeededRandom {
    /// The same `count` bytes every time.
    fileprivate static func bytes(_ count: Int) -> [UInt8] {
        var random = SeededRandom(seed: 1)
        return random.bytes(count)
    }
}

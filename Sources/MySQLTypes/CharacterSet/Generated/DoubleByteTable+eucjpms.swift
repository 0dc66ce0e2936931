// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-charsets; do not edit.

extension DoubleByteTable {
    static let eucjpms = DoubleByteTable(
        base: ujis,
        #"""
        A1C0 ＼～∥
        A1DD －
        A1F1 ￠￡
        A2CC ￢
        ADA1 ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ_㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㎜㎝㎞㎎㎏㏄㎡
        ADDF ㍻〝〟№㏍℡㊤㊥㊦㊧㊨㈱㈲㈹㍾㍽㍼≒≡∫∮∑√⊥∠∟⊿∵∩∪
        """#
    )
}

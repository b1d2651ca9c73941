using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>
/// What all assembled kernels share: they take one pointer to their arguments, by the System V convention, and keep what a callee must keep.
/// The arguments' address lies on top of the stack, with <see cref="Slots"/> words of working memory behind it.
/// </summary>
internal abstract class KernelAssembler
{
    /// <summary>Words of working memory behind the arguments' address.</summary>
    protected const int Slots = 4;

    private static readonly AssemblerRegister64[] s_kept = [rbx, rbp, r12, r13, r14, r15];

    /// <summary>Vector registers by number.</summary>
    protected static readonly AssemblerRegisterZMM[] Vectors =
    [
        zmm0, zmm1, zmm2, zmm3, zmm4, zmm5, zmm6, zmm7, zmm8, zmm9, zmm10, zmm11, zmm12, zmm13, zmm14, zmm15,
        zmm16, zmm17, zmm18, zmm19, zmm20, zmm21, zmm22, zmm23, zmm24, zmm25, zmm26, zmm27, zmm28, zmm29, zmm30, zmm31,
    ];

    /// <summary>General registers that may be used; the stack pointer is not among them.</summary>
    protected static readonly AssemblerRegister64[] General = [rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];

    protected Assembler Code { get; } = new(64);

    /// <summary>The machine code.</summary>
    public byte[] Assemble()
    {
        foreach (AssemblerRegister64 register in s_kept)
            Code.push(register);
        Code.sub(rsp, Slots * 8);
        Code.push(rdi);
        WriteBody();
        Code.add(rsp, (Slots + 1) * 8);
        foreach (AssemblerRegister64 register in s_kept.Reverse())
            Code.pop(register);
        Code.vzeroupper();
        Code.ret();
        using MemoryStream stream = new();
        Code.Assemble(new StreamCodeWriter(stream), 0);
        return stream.ToArray();
    }

    /// <summary>Everything between saving and restoring registers.</summary>
    protected abstract void WriteBody();

    /// <summary>A word of working memory.</summary>
    protected static AssemblerMemoryOperand Slot(int index) => __qword_ptr[rsp + (8 * (index + 1))];

    /// <summary>Loads the arguments' address.</summary>
    protected void LoadArguments(AssemblerRegister64 register) => Code.mov(register, __qword_ptr[rsp]);
}

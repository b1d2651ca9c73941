using System.Globalization;
using System.Text;
using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>The kinds of OpenCL devices; the values are OpenCL's.</summary>
[Flags]
public enum OpenClDeviceKind
{
    /// <summary>None of the kinds below.</summary>
    Other = 0,

    /// <summary>The host's processors.</summary>
    Cpu = 2,

    /// <summary>A graphics processor.</summary>
    Gpu = 4,

    /// <summary>Another accelerator.</summary>
    Accelerator = 8,
}

/// <summary>A device that can run programs.</summary>
public sealed class OpenClDevice
{
    /// <summary>The environment variable that names the default device by its index in <see cref="List"/>.</summary>
    public const string DefaultVariable = "ASSAY_OPENCL_DEVICE";

    // CL_GLOBAL: what OpenCL calls local memory is ordinary memory, and copying tiles into it costs more than it saves.
    private const ulong LocalMemoryIsGlobal = 2;

    private unsafe OpenClDevice(nint platform, nint id)
    {
        Id = id;
        PlatformName = ReadText(platform, OpenClApi.GetPlatformInfo, PlatformInfo.Name);
        Name = ReadText(id, OpenClApi.GetDeviceInfo, DeviceInfo.Name);
        Vendor = ReadText(id, OpenClApi.GetDeviceInfo, DeviceInfo.Vendor);
        DriverVersion = ReadText(id, OpenClApi.GetDeviceInfo, DeviceInfo.DriverVersion);
        Kind = (OpenClDeviceKind)ReadNumber(id, DeviceInfo.Type) & (OpenClDeviceKind.Cpu | OpenClDeviceKind.Gpu | OpenClDeviceKind.Accelerator);
        ComputeUnits = (int)ReadNumber(id, DeviceInfo.ComputeUnits);
        Version = ReadText(id, OpenClApi.GetDeviceInfo, DeviceInfo.Version);
        IsUsable = ReadNumber(id, DeviceInfo.IsAvailable) != 0 && ReadNumber(id, DeviceInfo.HasCompiler) != 0 && ReadNumber(id, DeviceInfo.EndianLittle) != 0;
        MemoryBytes = (long)Math.Min(ReadNumber(id, DeviceInfo.GlobalMemory), long.MaxValue);
        BufferBytes = (long)Math.Min(ReadNumber(id, DeviceInfo.MaximumAllocation), long.MaxValue);
        bool hasLocalMemory = ReadNumber(id, DeviceInfo.LocalMemoryType) != LocalMemoryIsGlobal;
        Tiling = (Kind & OpenClDeviceKind.Cpu) != 0 ? OpenClTiling.Vectors : hasLocalMemory ? OpenClTiling.LocalMemory : OpenClTiling.Registers;
        string[] extensions = ReadText(id, OpenClApi.GetDeviceInfo, DeviceInfo.Extensions).Split(' ');
        DotProduct = DotProducts.Offered(extensions, Version, extensions.Contains(DotProducts.NvidiaAttributes) ? ReadComputeCapability(id) : 0);
    }

    private unsafe delegate int InfoQuery<TName>(nint item, TName name, nuint size, void* value, out nuint actual);

    /// <summary>The device's name.</summary>
    public string Name { get; }

    /// <summary>Who makes it.</summary>
    public string Vendor { get; }

    /// <summary>The platform (driver) that offers it.</summary>
    public string PlatformName { get; }

    /// <summary>The driver's version.</summary>
    public string DriverVersion { get; }

    /// <summary>The OpenCL version it supports.</summary>
    public string Version { get; }

    /// <summary>What it is.</summary>
    public OpenClDeviceKind Kind { get; }

    /// <summary>Its parallel compute units.</summary>
    public int ComputeUnits { get; }

    /// <summary>The best instruction for four products of bytes that it offers; the results are the same with any.</summary>
    public DotProduct DotProduct { get; }

    /// <summary>Its memory in bytes.</summary>
    public long MemoryBytes { get; }

    /// <summary>The largest buffer it takes, in bytes.</summary>
    public long BufferBytes { get; }

    /// <summary>What suits it.</summary>
    internal OpenClTiling Tiling { get; }

    /// <summary>Whether it is there, compiles kernels and has the byte order of the tensors.</summary>
    internal bool IsUsable { get; }

    internal nint Id { get; }

    /// <summary>The usable devices of all platforms: GPUs first, then accelerators, then CPUs. Empty where there is no OpenCL.</summary>
    public static IReadOnlyList<OpenClDevice> List()
    {
        if (!OpenClLibrary.IsLoaded)
            return [];
        return
        [
            .. Platforms().SelectMany(platform => Devices(platform).Select(id => TryCreate(platform, id))).OfType<OpenClDevice>()
                .Where(device => device.IsUsable)
                .OrderByDescending(device => device.Kind & OpenClDeviceKind.Gpu)
                .ThenByDescending(device => device.Kind & OpenClDeviceKind.Accelerator),
        ];
    }

    /// <summary>The device whose index in <see cref="List"/> the environment variable ASSAY_OPENCL_DEVICE gives; without it the preferred one.</summary>
    /// <exception cref="OpenClUnavailableException">There is no such device, or the variable is no index.</exception>
    public static OpenClDevice SelectDefault() => SelectDefault(Environment.GetEnvironmentVariable(DefaultVariable));

    /// <summary>The device of this index in <see cref="List"/>; 0 is the preferred one.</summary>
    /// <exception cref="OpenClUnavailableException">There is no such device.</exception>
    public static OpenClDevice Select(int index = 0)
    {
        IReadOnlyList<OpenClDevice> devices = List();
        return index >= 0 && index < devices.Count ? devices[index] : throw Unavailable($"OpenCL device {index}", devices, OpenClLibrary.IsLoaded);
    }

    /// <summary>The first device of a kind.</summary>
    /// <exception cref="OpenClUnavailableException">There is no such device.</exception>
    public static OpenClDevice Select(OpenClDeviceKind kind)
    {
        IReadOnlyList<OpenClDevice> devices = List();
        return devices.FirstOrDefault(device => (device.Kind & kind) != 0) ?? throw Unavailable($"an OpenCL device of kind {kind}", devices, OpenClLibrary.IsLoaded);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({PlatformName}, {Version.Trim()})";

    internal static OpenClDevice SelectDefault(string? wanted)
    {
        if (string.IsNullOrEmpty(wanted))
            return Select();
        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? Select(index)
            : throw Unavailable($"the device that {DefaultVariable} names, but it is '{wanted}' and no index", List(), OpenClLibrary.IsLoaded);
    }

    /// <summary>Says what was looked for and what there is instead.</summary>
    internal static OpenClUnavailableException Unavailable(string wanted, IReadOnlyList<OpenClDevice> devices, bool isLibraryLoaded)
    {
        if (!isLibraryLoaded)
        {
            string libraries = string.Join(", ", OpenClLibrary.Candidates);
            return new OpenClUnavailableException($"Looked for {wanted}, but none of the OpenCL libraries {libraries} can be loaded.");
        }

        string found = devices.Count == 0
            ? "no device; is a driver (ICD) installed?"
            : string.Join("; ", devices.Select((device, index) => $"{index}: {device}"));
        return new OpenClUnavailableException($"Looked for {wanted}; OpenCL offers {found}");
    }

    // A device whose driver does not even answer questions must not hide the others.
    private static OpenClDevice? TryCreate(nint platform, nint id)
    {
        try
        {
            return new OpenClDevice(platform, id);
        }
        catch (OpenClException)
        {
            return null;
        }
    }

    private static int ReadComputeCapability(nint id) =>
        (10 * (int)ReadNumber(id, DeviceInfo.ComputeCapabilityMajorNvidia)) + (int)ReadNumber(id, DeviceInfo.ComputeCapabilityMinorNvidia);

    private static unsafe nint[] Platforms()
    {
        int error = OpenClApi.GetPlatformIds(0, null, out uint count);
        if (error == OpenClApi.PlatformNotFound || count == 0)
            return [];
        OpenClException.ThrowIfFailed(error, "clGetPlatformIDs");
        nint[] platforms = new nint[count];
        fixed (nint* pointer = platforms)
            OpenClException.ThrowIfFailed(OpenClApi.GetPlatformIds(count, pointer, out _), "clGetPlatformIDs");
        return platforms;
    }

    private static unsafe nint[] Devices(nint platform)
    {
        // A platform without devices, or whose driver is broken, must not hide the others.
        if (OpenClApi.GetDeviceIds(platform, OpenClApi.DeviceTypeAll, 0, null, out uint count) != OpenClApi.Success || count == 0)
            return [];
        nint[] devices = new nint[count];
        fixed (nint* pointer = devices)
            OpenClException.ThrowIfFailed(OpenClApi.GetDeviceIds(platform, OpenClApi.DeviceTypeAll, count, pointer, out _), "clGetDeviceIDs");
        return devices;
    }

    private static unsafe string ReadText<TName>(nint item, InfoQuery<TName> query, TName name)
    {
        OpenClException.ThrowIfFailed(query(item, name, 0, null, out nuint size), $"Reading {name}");
        byte[] bytes = new byte[size];
        fixed (byte* pointer = bytes)
            OpenClException.ThrowIfFailed(query(item, name, size, pointer, out _), $"Reading {name}");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
    }

    private static unsafe ulong ReadNumber(nint item, DeviceInfo name)
    {
        // Numbers have 4 or 8 bytes; the rest stays zero.
        ulong value = 0;
        OpenClException.ThrowIfFailed(OpenClApi.GetDeviceInfo(item, name, sizeof(ulong), &value, out _), $"Reading {name}");
        return value;
    }
}

using System.Runtime.InteropServices;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>
/// Whether this machine can compile a bot to a native program for a host. .NET compiles for the system it runs on, and
/// links with a C compiler (https://learn.microsoft.com/dotnet/core/deploying/native-aot/#prerequisites).
/// </summary>
/// <param name="IsLinux">Whether this machine runs Linux with glibc, as the images do.</param>
/// <param name="Machine">What this machine is, for a person, such as <c>win-x64</c>.</param>
/// <param name="Architecture">Its processor as Docker calls it, such as <c>amd64</c>.</param>
/// <param name="Programs">Finds a program of this machine.</param>
internal sealed record NativeCompiler(bool IsLinux, string Machine, string Architecture, Func<string, bool> Programs)
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <summary>This machine.</summary>
    public static NativeCompiler OfThisMachine { get; } = new(
        OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal),
        RuntimeInformation.RuntimeIdentifier,
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64",
        IsOnPath);

    /// <summary>The compiler that links.</summary>
    /// <param name="architecture">The host's processor as Docker calls it.</param>
    /// <exception cref="DeploymentException">This machine cannot.</exception>
    public string FindFor(string architecture)
    {
        if (!IsLinux)
        {
            throw PublishErrors.CannotCompileNatively($"this machine is {Machine}, and .NET compiles native programs only for the system it runs on");
        }

        if (architecture != Architecture)
        {
            throw PublishErrors.CannotCompileNatively($"the host is {architecture} and this machine {Architecture}");
        }

        return Linkers.FirstOrDefault(Programs) is { } linker && Programs("objcopy")
            ? linker
            : throw PublishErrors.CannotCompileNatively("there is no C compiler on this machine (clang or gcc, and objcopy)", "Install it, in Debian and Ubuntu 'apt-get install clang zlib1g-dev binutils', or ");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}

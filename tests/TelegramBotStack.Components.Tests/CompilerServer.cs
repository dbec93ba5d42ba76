using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(TelegramBotStack.Components.Tests.CompilerServer))]

namespace TelegramBotStack.Components.Tests;

/// <summary>
/// One compiler for all that the tests of an assembly build, which has to get warm once: a compiler that is started for a
/// small project alone takes five times as long. Nobody else's, and it ends with the last test: by itself it would stay for ten
/// minutes.
/// </summary>
public sealed class CompilerServer : IAsyncDisposable
{
    /// <summary>How builds find it.</summary>
    public static string Pipe { get; } = $"botstack-{Guid.NewGuid():N}";

    /// <summary>Ends it, if anything was built.</summary>
    public async ValueTask DisposeAsync()
    {
        var version = (await Command.RunAsync("dotnet", ["--version"], RepositoryRoot.Path)).ShouldEndWith(0).Output.Trim();
        var sdks = (await Command.RunAsync("dotnet", ["--list-sdks"], RepositoryRoot.Path)).ShouldEndWith(0).Output;
        var folder = Regex.Match(sdks, $@"^{Regex.Escape(version)} \[(.+)\]", RegexOptions.Multiline).Groups[1].Value;
        (await Command.RunAsync(
            "dotnet",
            [Path.Combine(folder, version, "Roslyn", "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Pipe}"],
            RepositoryRoot.Path)).ShouldEndWith(0);
    }
}

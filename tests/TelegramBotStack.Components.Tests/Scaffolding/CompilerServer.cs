using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>
/// One compiler for many projects, which has to get warm once. Nobody else's, and it ends with this object: by itself it
/// would stay for ten minutes.
/// </summary>
internal sealed class CompilerServer(string directory) : IAsyncDisposable
{
    private readonly string pipe = $"botstack-{Guid.NewGuid():N}";

    /// <summary>What makes a build use it.</summary>
    public IReadOnlyList<string> BuildArguments => ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={pipe}"];

    public async ValueTask DisposeAsync()
    {
        var version = (await Command.RunAsync("dotnet", ["--version"], directory)).ShouldEndWith(0).Output.Trim();
        var sdks = (await Command.RunAsync("dotnet", ["--list-sdks"], directory)).ShouldEndWith(0).Output;
        var folder = Regex.Match(sdks, $@"^{Regex.Escape(version)} \[(.+)\]", RegexOptions.Multiline).Groups[1].Value;
        (await Command.RunAsync(
            "dotnet", [Path.Combine(folder, version, "Roslyn", "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{pipe}"], directory)).ShouldEndWith(0);
    }
}

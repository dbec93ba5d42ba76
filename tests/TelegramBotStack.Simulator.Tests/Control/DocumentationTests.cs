using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Simulator.Tests.Control;

/// <summary>Runs every command of docs/simulator.md against the program and an echo bot, in the order of the page.</summary>
public sealed partial class DocumentationTests
{
    private const string StartCommand = "dotnet run --project src/TelegramBotStack.Simulator -- ";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_works_and_answers_what_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page's commands are for a POSIX shell.");
        var examples = Examples().ToArray();
        examples.Length.ShouldBeGreaterThan(15);
        examples[0].Command.ShouldStartWith(StartCommand);
        var arguments = examples[0].Command[StartCommand.Length..].Split(' ');

        // The page's port may be taken on this machine; the program chooses a free one.
        arguments[Array.IndexOf(arguments, "8081")] = "0";
        await using var program = await SimulatorProcess.StartAsync(arguments);
        await using var bot = new EchoBot("123456:any-secret", program.BaseUrl);

        foreach (var (command, shown) in examples.Skip(1))
        {
            var output = await Run(command.Replace("http://127.0.0.1:8081", program.BaseUrl, StringComparison.Ordinal));
            if (shown is not null)
            {
                Names(JsonElement.Parse(output)).ShouldBe(Names(JsonElement.Parse(shown)), $"{command}\n{output}");
            }
        }
    }

    private static IEnumerable<(string Command, string? Shown)> Examples()
        => Blocks().Matches(File.ReadAllText(Page()).ReplaceLineEndings("\n"))
            .Select(match => (match.Groups["command"].Value.Trim(), match.Groups["shown"].Success ? match.Groups["shown"].Value : null));

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TelegramBotStack.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The test does not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "docs", "simulator.md");
    }

    private static async Task<string> Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(Cancelled);
        var error = await shell.StandardError.ReadToEndAsync(Cancelled);
        await shell.WaitForExitAsync(Cancelled);
        shell.ExitCode.ShouldBe(0, $"{command}\n{output}{error}");
        return output;
    }

    private static string Names(JsonElement json) => string.Join(", ", json.EnumerateObject().Select(property => property.Name).Order());

    [GeneratedRegex(@"```sh\n(?<command>.*?)\n```(\n```json\n(?<shown>.*?)\n```)?", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

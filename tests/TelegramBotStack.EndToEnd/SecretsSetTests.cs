using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.EndToEnd;

/// <summary>The targets that only change the repository, as processes; no host is needed.</summary>
public sealed class SecretsSetTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("botstack secrets ");

    public SecretsSetTests()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        File.WriteAllText(Path.Combine(Root, "Bot.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "deploy.yaml"), "bot:\n  name: echo\n  project: Bot.csproj\nhost: local\n");
    }

    private string Root => Path.Combine(folder.FullName, "bot");

    private string Stored => Path.Combine(Root, "deploy.secrets.yaml");

    // As a user has it: the identity is a file in the home directory.
    private Dictionary<string, string> Home => new() { ["XDG_CONFIG_HOME"] = Path.Combine(folder.FullName, "home"), ["BOTSTACK_IDENTITY"] = "" };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Five_secrets_that_are_set_at_once_are_all_kept()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => Set($"KEY_{number}", $"the value {number}")));

        results.ShouldAllBe(result => result.ExitCode == 0);
        (await Names()).ShouldBe(["KEY_0", "KEY_1", "KEY_2", "KEY_3", "KEY_4"]);
    }

    [Fact]
    public async Task A_kill_at_any_moment_loses_no_secret_and_no_key()
    {
        var started = Stopwatch.GetTimestamp();
        using (var whole = StartToBeKilled("KEEP", "what must not be lost"))
        {
            (await whole.Ended()).ShouldEndWith(0);
        }

        var usual = Stopwatch.GetElapsedTime(started);
        var stored = 0;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var isRotation = attempt % 4 == 3;
            using var deployer = isRotation
                ? Deployer.StartToBeKilled(Root, Home, input: null, "SecretsRotate")
                : StartToBeKilled($"KEY_{attempt}", $"the value {attempt}");
            await Task.Delay(usual * (0.3 + (0.9 * Random.Shared.NextDouble())), TestContext.Current.CancellationToken);
            deployer.Kill();
            stored += (await deployer.Ended()).ExitCode == 0 && !isRotation ? 1 : 0;

            var text = await File.ReadAllTextAsync(Stored, TestContext.Current.CancellationToken);
            text.ShouldContain("  KEEP: |");
            text.ShouldEndWith("...\n");
        }

        (await Set("LAST", "goes on as if nothing had been")).ShouldEndWith(0);
        var names = await Names();
        names.ShouldContain("KEEP");
        names.Length.ShouldBeGreaterThanOrEqualTo(2 + stored);
        Directory.GetFiles(Root, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_terminal_and_without_input_it_says_what_to_do_and_a_value_is_no_parameter()
    {
        var nothing = (await Set("API_KEY", "")).ShouldEndWith(2);
        nothing.Output.ShouldContain("TBS1114");
        nothing.Output.ShouldContain("--secret-file");
        (await Run(null, "SecretsSet", "--secret-name", "API_KEY", "--secret-value", "x")).ExitCode.ShouldNotBe(0);
        (await Run(null, "SecretsSet")).ShouldEndWith(2).Output.ShouldContain("TBS1121");
        File.Exists(Stored).ShouldBeFalse();
    }

    [Fact]
    public async Task A_value_is_nowhere_in_the_repositorys_history_the_logs_or_the_process_list()
    {
        const string secret = "correct-horse-battery-staple";
        await Git("init", "--quiet");
        var seen = "";
        using (var deployer = Start("API_KEY", secret))
        {
            var ended = deployer.Ended();
            while (!ended.IsCompleted)
            {
                seen += Arguments(deployer.Id);
                await Task.WhenAny(ended, Task.Delay(20, TestContext.Current.CancellationToken));
            }

            seen += (await ended).ShouldEndWith(0).Output + (await ended).Screen;
        }

        (await Run(null, "SecretsRotate")).ShouldEndWith(0);
        await Git("add", "--all", "--force");
        await Git("commit", "--quiet", "--message", "all of it");

        seen.ShouldContain("SecretsSet");
        seen.ShouldNotContain(secret);
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".git/", StringComparison.Ordinal)))
        {
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain(secret, customMessage: file);
        }

        (await Git("cat-file", "--batch", "--batch-all-objects")).ShouldNotContain(secret);
        (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "home", "botstack", "identity"), TestContext.Current.CancellationToken))
            .Split('\n').Count(line => line.StartsWith("AGE-SECRET-KEY-1", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static string Arguments(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline"))
                + File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/environ"));
        }
        catch (IOException)
        {
            // It has ended.
            return "";
        }
    }

    private Deployer Start(string name, string value) => Deployer.Start(Root, Home, value, "SecretsSet", "--secret-name", name);

    private Deployer StartToBeKilled(string name, string value) =>
        Deployer.StartToBeKilled(Root, Home, value, "SecretsSet", "--secret-name", name);

    private async Task<DeployerResult> Set(string name, string value)
    {
        using var deployer = Start(name, value);
        return await deployer.Ended();
    }

    private async Task<DeployerResult> Run(string? input, params string[] arguments)
    {
        using var deployer = Deployer.Start(Root, Home, input, arguments);
        return await deployer.Ended();
    }

    // The reader of the product itself, in its own process; a host that does not answer is no failure of a list.
    private async Task<string[]> Names() =>
        [.. (await Run(null, "SecretsList", "--json")).ShouldEndWith(0).Json.GetProperty("secrets").EnumerateArray()
            .Where(secret => secret.GetProperty("atHand").GetBoolean())
            .Select(secret => secret.GetProperty("name").GetString()!)];

    private async Task<string> Git(params string[] arguments)
    {
        string[] me = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
        using var git = Process.Start(new ProcessStartInfo("git", [.. me, .. arguments]) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        git.ExitCode.ShouldBe(0);
        return output;
    }
}

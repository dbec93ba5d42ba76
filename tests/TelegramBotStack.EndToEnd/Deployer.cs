using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.EndToEnd;

/// <summary>A running build of a bot repository, as a process of its own: what a user types, without the bootstrapper.</summary>
internal sealed class Deployer : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder screen = new();
    private readonly Lock gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    private readonly bool isMeasured;

    private Deployer(Process process, bool isMeasured)
    {
        this.process = process;
        this.isMeasured = isMeasured;
    }

    /// <summary>
    /// The build's own folder, where coverage is not measured. What a process has covered it writes down at its end, under a
    /// lock of its session. One that is killed meanwhile or has a session of its own, as at a terminal, makes others fail.
    /// </summary>
    public static string Unmeasured
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(
                output.Parent!.Parent!.Parent!.Parent!.FullName, "TelegramBotStack.TestBuild", "bin", output.Parent.Name, output.Name);
        }
    }

    public int Id => process.Id;

    public static Deployer Start(BotRepository repository, params string[] arguments) =>
        Start(repository.Directory, EnvironmentOf(repository), input: null, arguments);

    /// <inheritdoc cref="StartToBeKilled(string, IReadOnlyDictionary{string, string}, string?, string[])"/>
    public static Deployer StartToBeKilled(BotRepository repository, params string[] arguments) =>
        StartToBeKilled(repository.Directory, EnvironmentOf(repository), input: null, arguments);

    /// <param name="directory">The repository.</param>
    /// <param name="environment">Variables of the process, besides this one's own.</param>
    /// <param name="input">What is on standard input; null for nothing.</param>
    /// <param name="arguments">Target and parameters.</param>
    public static Deployer Start(string directory, IReadOnlyDictionary<string, string> environment, string? input, params string[] arguments) =>
        Start(AppContext.BaseDirectory, directory, environment, input, arguments);

    /// <inheritdoc cref="Unmeasured"/>
    public static Deployer StartToBeKilled(
        string directory, IReadOnlyDictionary<string, string> environment, string? input, params string[] arguments) =>
        Start(Unmeasured, directory, environment, input, arguments);

    private static Deployer Start(
        string program, string directory, IReadOnlyDictionary<string, string> environment, string? input, string[] arguments)
    {
        // A shell starts background jobs with SIGINT ignored, which children inherit and .NET respects.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", Path.Combine(program, "TelegramBotStack.TestBuild.dll"), .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("CI");
        var deployer = new Deployer(new Process { StartInfo = start }, isMeasured: program == AppContext.BaseDirectory);
        deployer.process.OutputDataReceived += (_, line) => deployer.Add(deployer.output, line.Data);
        deployer.process.ErrorDataReceived += (_, line) => deployer.Add(deployer.screen, line.Data);
        deployer.process.Start();
        deployer.process.StandardInput.Write(input);
        deployer.process.StandardInput.Close();
        deployer.process.BeginOutputReadLine();
        deployer.process.BeginErrorReadLine();
        return deployer;
    }

    /// <summary>Completes when a line with this text has been printed.</summary>
    public Task Printed(string text)
    {
        lock (gate)
        {
            if (screen.ToString().Contains(text, StringComparison.Ordinal) || output.ToString().Contains(text, StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((text, seen));
            return seen.Task;
        }
    }

    public void Kill()
    {
        isMeasured.ShouldBeFalse("it is to be started with StartToBeKilled");
        process.Kill();
    }

    public void Interrupt() => kill(process.Id, 2).ShouldBe(0);

    public async Task<DeployerResult> Ended(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromMinutes(4));
        await process.WaitForExitAsync(limit.Token);
        lock (gate)
        {
            return new DeployerResult(process.ExitCode, output.ToString(), screen.ToString());
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static Dictionary<string, string> EnvironmentOf(BotRepository repository) => new(repository.Environment)
    {
        ["BOTSTACK_DEPLOY__BACKUP__DIRECTORY"] = repository.Backups,
        ["BOTSTACK_IDENTITY"] = repository.Environment.GetValueOrDefault("BOTSTACK_IDENTITY") ?? repository.Identity.Reveal(),
    };

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);

    private void Add(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            text.AppendLine(line);
            foreach (var (_, seen) in awaited.Where(wait => line.Contains(wait.Text, StringComparison.Ordinal)))
            {
                seen.TrySetResult();
            }
        }
    }
}

/// <summary>How a deployer ended.</summary>
internal sealed record DeployerResult(int ExitCode, string Output, string Screen)
{
    public double GapMilliseconds => Json.GetProperty("gapMilliseconds").GetDouble();

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public DeployerResult ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Screen}");
        return this;
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>Runs a compiled probe build as its own process, in an empty root of its own.</summary>
internal sealed class ProbeProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<int> started = [];

    public static string ProbesDirectory => Metadata("ProbesDirectory");

    public DirectoryInfo Root { get; } = Directory.CreateTempSubdirectory("probe-");

    public ProbeProcess(bool withNukeDirectory = true)
    {
        if (withNukeDirectory)
            Root.CreateSubdirectory(".nuke");
    }

    public void WriteParameters(string json, string? profile = null) =>
        File.WriteAllText(Path.Combine(Root.FullName, ".nuke", profile is null ? "parameters.json" : $"parameters.{profile}.json"), json);

    public Process Start(string probe, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var assembly = Path.Combine(ProbesDirectory, probe, "bin", Metadata("ProbesConfiguration"), "net10.0", $"Probe.{probe}.dll");
        // A shell starts background jobs with SIGINT ignored, which children inherit and .NET respects.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], assembly, .. arguments])
        {
            WorkingDirectory = Root.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Only what a process needs: whatever else this machine sets could be taken for a parameter.
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT" or "SystemRoot")).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        started.Add(process.Id);
        return process;
    }

    public async Task<(int ExitCode, string Output, string Error)> Run(string probe, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(probe, environment, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output, await error);
    }

    public void Dispose()
    {
        // A test that failed may have left its build running.
        foreach (var left in Process.GetProcessesByName("dotnet").Where(process => started.Contains(process.Id)))
            left.Kill();

        Root.Delete(recursive: true);
    }

    private static string Metadata(string key) => typeof(ProbeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

namespace Nuke.Common.Tooling;

/// <summary>A process ended with an exit code other than 0. The message holds its command line and what it wrote to standard error.</summary>
public sealed class ProcessException : Exception
{
    internal ProcessException(IProcess process)
        : base(Describe(process)) => ExitCode = process.ExitCode;

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; }

    private static string Describe(IProcess process)
    {
        var lines = new List<string>
        {
            $"Process '{Path.GetFileNameWithoutExtension(process.FileName)}' exited with code {process.ExitCode}.",
            $"   > {process.FileName} {process.Arguments}",
            $"   @ {process.WorkingDirectory}",
        };
        var errors = process.Output.Where(line => line.Type == OutputType.Err).Select(line => "   " + line.Text).ToList();
        if (errors.Count > 0)
            lines.AddRange(["Error output:", .. errors]);
        return string.Join(Environment.NewLine, lines);
    }
}

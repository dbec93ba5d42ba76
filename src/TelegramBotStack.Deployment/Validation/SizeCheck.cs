using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether what the bot is made of is small enough to be sent and kept several times on a small server.</summary>
internal sealed class SizeCheck : ICheck
{
    // A scaffolded bot has about 5 MB; a server keeps six releases of it.
    private const long MuchBytes = 200L << 20;
    private const double Megabyte = 1 << 20;

    public CheckCategory Category => CheckCategory.Code;

    public string Name => "size";

    public IReadOnlyList<Type> After => [typeof(BuildCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        FileInfo[] files = new DirectoryInfo(Path.GetDirectoryName(context.Program)!).GetFiles("*", SearchOption.AllDirectories);
        var bytes = files.Sum(file => file.Length);
        return Task.FromResult(bytes > MuchBytes
            ? new CheckOutcome("", CodeFindings.Large(bytes / Megabyte, files.MaxBy(file => file.Length)!.Name))
            : new CheckOutcome(FormattableString.Invariant($"{bytes / Megabyte:0.0} MB")));
    }
}

using System.Globalization;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>A fault that calls will meet, as a person reads it.</summary>
/// <param name="What">For example <c>429, retry after 5 s</c>.</param>
/// <param name="Method">Which calls meet it; null for all.</param>
/// <param name="HowOften">For example <c>the next 3 calls</c>.</param>
internal sealed record FaultView(string What, string? Method, string HowOften)
{
    public static FaultView Of(Fault fault, string? method, int calls) => new(Describe(fault), method, calls switch
    {
        int.MaxValue => "every call",
        1 => "the next call",
        _ => string.Create(CultureInfo.InvariantCulture, $"the next {calls} calls"),
    });

    public static FaultView Of(Fault fault, string? method, double rate)
        => new(Describe(fault), method, string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.#} % of the calls"));

    private static string Describe(Fault fault) => fault switch
    {
        Fault.Refusal { RetryAfterSeconds: { } seconds } => string.Create(CultureInfo.InvariantCulture, $"429, retry after {seconds} s"),
        Fault.Refusal { Status: var status } => status.ToString(CultureInfo.InvariantCulture),
        Fault.Lateness { By: var delay } => string.Create(CultureInfo.InvariantCulture, $"slow by {delay.TotalSeconds:0.###} s"),
        Fault.Drop { AfterTheEffect: true } => "answer lost",
        _ => "connection cut",
    };
}

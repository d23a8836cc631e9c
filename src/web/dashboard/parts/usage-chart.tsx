import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
export function UsageChart() {
  return (
    <AreaChart width={300} height={200} data={[{ a: 1 }, { a: 2 }]}>
      <CartesianGrid />
      <XAxis />
      <YAxis />
      <Tooltip />
      <Area dataKey="a" />
    </AreaChart>
  );
}

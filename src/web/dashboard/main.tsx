import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UsageChart } from './parts/usage-chart.tsx';

const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <UsageChart />
    </StrictMode>,
  );
